/** A problem that its reader can fix: shown as its message alone, without a stack. */
export class UserError extends Error {}

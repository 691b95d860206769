/** An error that the user of a script can fix: printed as its message alone. */
export class UserError extends Error {}

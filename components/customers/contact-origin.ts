/** What shows how an export of this contact goes: the dialog, and the contact's page. */
export function contactOrigin(contact: string): string {
  return `contact-${contact}`;
}

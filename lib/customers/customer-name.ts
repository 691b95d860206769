import type { CustomerType } from "./sections";

export type Named = { id: string; type: CustomerType; name: string | null; email: string | null };

/** What a person is called on screen: name, else e-mail address, else what kind of person it is and the beginning of the id. */
export function customerName({ id, type, name, email }: Named): string {
  const known = visibleText(name) ?? visibleText(email);
  if (known) return known;
  const short = id.slice(0, 8);
  return type === "visitor" ? `Anonymous visitor ${short}` : `No name ${short}`;
}

/** A text that somebody would see something of; null for one of spaces and invisible characters only. */
export function visibleText(text: string | null): string | null {
  return text && /[^\s\p{C}\p{Z}]/u.test(text) ? text.trim() : null;
}

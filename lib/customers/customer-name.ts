import { visibleText } from "@/lib/format/visible-text";
import type { CustomerType } from "./sections";

export type Named = { id: string; type: CustomerType; name: string | null; email: string | null };

/** The display name of a customer: the name, else the e-mail address, else "No name" and the start of the id. */
export function customerName({ id, type, name, email }: Named): string {
  const known = visibleText(name) ?? visibleText(email);
  if (known) return known;
  const shortId = id.slice(0, 8);
  return type === "visitor" ? `Anonymous visitor ${shortId}` : `No name ${shortId}`;
}

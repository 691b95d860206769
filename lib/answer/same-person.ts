import "server-only";
import type { Customer } from "@/lib/customers/customer";
import { type CustomerSummary, searchCustomers } from "@/lib/customers/search-customers";

/** A workspace with more records of one person has other problems. */
const maxFound = 20;

/**
 * Other records with the contact's email address, without regard to case, found by the index of searches.
 * @throws AppError unavailable
 */
export async function findSamePerson(workspaceId: string, { id, email }: Customer): Promise<CustomerSummary[]> {
  const search = email?.trim() ?? "";
  if (search === "" || search.length > 200) return [];
  const { customers } = await searchCustomers(workspaceId, ["lead", "contact", "former_customer", "visitor"], {
    search,
    before: null,
  });
  const isSame = (other: CustomerSummary) =>
    other.id !== id && other.email?.trim().toLowerCase() === search.toLowerCase();
  return customers.filter(isSame).slice(0, maxFound);
}

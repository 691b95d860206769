import "server-only";
import { type Cursor, isInvalidTimestamp } from "@/lib/paging/cursor";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import type { CustomerListState } from "./list-search-params";
import type { CustomerType } from "./sections";

export type CustomerSummary = {
  id: string;
  type: CustomerType;
  name: string | null;
  email: string | null;
  company: string | null;
  created_at: string;
  last_seen_at: string | null;
};

export type CustomersPage = {
  people: CustomerSummary[];
  /** Where this page ends, when older people follow. */
  next: Cursor | null;
  /** Whether it starts with the newest: also when the cursor turned out to make no sense. */
  first: boolean;
};

const pageRows = 50;

/**
 * A page of the people of some types whose name, e-mail or company contains the search, newest first.
 * @throws AppError unavailable
 */
export async function searchCustomers(
  workspaceId: string,
  types: readonly CustomerType[],
  { search, before }: Pick<CustomerListState, "search" | "before">,
): Promise<CustomersPage> {
  const supabase = await sessionClient();
  // As a POST: in an address, a search such as "in.(1)" would be read as a filter (PostgREST, Functions, GET).
  const { data, error, status } = await supabase.rpc("search_customers", {
    workspace: workspaceId,
    types: [...types],
    search,
    // One more than is shown tells whether there are more, without counting.
    page_rows: pageRows + 1,
    ...(before ? { before_created_at: before.createdAt, before_id: before.id } : {}),
  });
  if (error && before && isInvalidTimestamp(error))
    return searchCustomers(workspaceId, types, { search, before: null });
  if (error) throw databaseError(error, status);
  // The generated types take no column of a function's table for nullable.
  const people = (data as CustomerSummary[]).slice(0, pageRows);
  const last = people.at(-1);
  const next = last && data.length > pageRows ? { createdAt: last.created_at, id: last.id } : null;
  return { people, next, first: !before };
}

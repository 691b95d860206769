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
  customers: CustomerSummary[];
  /** The cursor of the next page; null if this is the last. */
  next: Cursor | null;
  /** Whether this is the first page: also when the cursor was invalid. */
  first: boolean;
};

const pageRows = 50;

/**
 * Lists a page of the customers of some types whose name, e-mail or company contains the search text, newest first.
 * @throws AppError unavailable
 */
export async function searchCustomers(
  workspaceId: string,
  types: readonly CustomerType[],
  { search, before }: Pick<CustomerListState, "search" | "before">,
): Promise<CustomersPage> {
  const supabase = await sessionClient();
  // POST, not GET: PostgREST would read a search text such as "in.(1)" in a query parameter as a filter.
  const { data, error, status } = await supabase.rpc("search_customers", {
    workspace: workspaceId,
    types: [...types],
    search,
    // One extra row tells whether there is a next page.
    page_rows: pageRows + 1,
    ...(before ? { before_created_at: before.createdAt, before_id: before.id } : {}),
  });
  if (error && before && isInvalidTimestamp(error))
    return searchCustomers(workspaceId, types, { search, before: null });
  if (error) throw databaseError(error, status);
  // In the generated types, no column of a function's result is nullable.
  const customers = (data as CustomerSummary[]).slice(0, pageRows);
  const last = customers.at(-1);
  const next = last && data.length > pageRows ? { createdAt: last.created_at, id: last.id } : null;
  return { customers, next, first: !before };
}

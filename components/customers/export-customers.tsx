import { TextLink } from "@/components/ui/text-link";
import type { CustomerListState } from "@/lib/customers/list-search-params";
import type { CustomerType } from "@/lib/customers/sections";
import { customizeHref } from "@/lib/exports/scope/customize-href";

type Props = { workspace: string; types: readonly CustomerType[]; state: CustomerListState };

/** A link to the export of the types of a list. A search is no part of an export: it compares the beginning of three fields. */
export function ExportCustomers({ workspace, types, state }: Props) {
  const all = types.length === 1 ? "Export all of this type" : "Export all of these types";
  return (
    <p className="mb-4 text-sm text-quiet">
      <TextLink href={customizeHref(workspace, "contacts", { types: [...types] })} prefetch={false}>
        {state.search ? all : "Export these"}
      </TextLink>
      {state.search ? " (exports don’t filter by a search)" : null}
    </p>
  );
}

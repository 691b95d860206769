import { TextLink } from "@/components/ui/text-link";
import type { CustomerListState } from "@/lib/customers/list-search-params";
import { type CustomerType, typeNames } from "@/lib/customers/sections";
import { customizeHref } from "@/lib/exports/scope/customize-href";

const andList = new Intl.ListFormat("en", { type: "conjunction" });

type Props = { workspace: string; types: readonly CustomerType[]; state: CustomerListState };

/** A link to the export of the types of a list. A search is no part of an export: it compares the beginning of three fields. */
export function ExportCustomers({ workspace, types, state }: Props) {
  const names = andList.format(types.map((type) => typeNames[type].many.toLowerCase()));
  return (
    <p className="mb-4 text-sm text-quiet">
      <TextLink href={customizeHref(workspace, "contacts", { types: [...types] })} prefetch={false}>
        Export all {names}
      </TextLink>
      {state.search ? " (exports don’t filter by a search)" : null}
    </p>
  );
}

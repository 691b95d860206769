import { PageHeading } from "@/components/layout/page-heading";
import { EmptyState } from "@/components/ui/card";
import { Isolated } from "@/components/ui/isolated";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { canExport } from "@/lib/auth/roles";
import type { Workspace } from "@/lib/auth/session";
import { type CustomerListState, customerListHref } from "@/lib/customers/list-search-params";
import { searchCustomers } from "@/lib/customers/search-customers";
import { type CustomerType, type SectionName, sections, typeNames } from "@/lib/customers/sections";
import { customizeHref } from "@/lib/exports/scope/customize-href";
import { CustomerFilters } from "./customer-filters";
import { CustomerTable } from "./customer-table";

type Props = { workspace: Workspace; section: SectionName; state: CustomerListState };

/** The Contacts or the Leads page. */
export async function CustomerList({ workspace, section, state }: Props) {
  const { title, text } = sections[section];
  const path = `/${workspace.slug}/${section}`;
  const types = state.type ? [state.type] : sections[section].types;
  const { customers, next, first } = await searchCustomers(workspace.id, types, state);
  return (
    <>
      <PageHeading title={title}>{text}</PageHeading>
      <CustomerFilters path={path} types={sections[section].types} state={state} />
      {canExport(workspace.role) && customers.length > 0 ? (
        <ExportCustomers workspace={workspace.slug} types={types} state={state} />
      ) : null}
      {customers.length > 0 ? (
        <CustomerTable path={path} customers={customers} title={title} />
      ) : (
        <EmptyCustomerList section={section} path={path} state={state} first={first} />
      )}
      <Pagination
        label={title}
        newest={first ? null : customerListHref(path, { ...state, before: null })}
        older={next ? customerListHref(path, { ...state, before: next }) : null}
      />
    </>
  );
}

const andList = new Intl.ListFormat("en", { type: "conjunction" });

type ExportProps = { workspace: string; types: readonly CustomerType[]; state: CustomerListState };

/** A link to the export of the types of a list. A search is no part of an export: it compares the beginning of three fields. */
function ExportCustomers({ workspace, types, state }: ExportProps) {
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

type EmptyProps = { section: SectionName; path: string; state: CustomerListState; first: boolean };

/** Shown in place of an empty customer list: why it is empty, and how to see more. */
function EmptyCustomerList({ section, path, state, first }: EmptyProps) {
  const { search, type } = state;
  if (!first) {
    return (
      <EmptyState title={`No older ${section}`}>
        <TextLink href={customerListHref(path, { ...state, before: null })}>Go to the newest</TextLink>
      </EmptyState>
    );
  }
  if (search) {
    const title = (
      <>
        No {(type ? typeNames[type].many : section).toLowerCase()} match “<Isolated>{search}</Isolated>”
      </>
    );
    return (
      <EmptyState title={title}>
        Check the spelling or{" "}
        <TextLink href={customerListHref(path, { ...state, search: "", before: null })}>clear the search</TextLink>
        {type ? (
          <>
            , or{" "}
            <TextLink href={customerListHref(path, { ...state, type: null, before: null })}>
              search all {section}
            </TextLink>
          </>
        ) : null}
        .
      </EmptyState>
    );
  }
  if (type) {
    return (
      <EmptyState title={`No ${typeNames[type].many.toLowerCase()} yet`}>
        <TextLink href={path}>Show all {section}</TextLink>
      </EmptyState>
    );
  }
  const { title, text } = sections[section].none;
  return <EmptyState title={title}>{text}</EmptyState>;
}

import { PageHeading } from "@/components/layout/page-heading";
import { Pagination } from "@/components/ui/pagination";
import { canExport } from "@/lib/auth/roles";
import type { Workspace } from "@/lib/auth/session";
import { type CustomerListState, customerListHref } from "@/lib/customers/list-search-params";
import { searchCustomers } from "@/lib/customers/search-customers";
import { type SectionName, sections } from "@/lib/customers/sections";
import { CustomerFilters } from "./customer-filters";
import { CustomerTable } from "./customer-table";
import { EmptyCustomerList } from "./empty-customer-list";
import { ExportCustomers } from "./export-customers";

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

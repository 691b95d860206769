import { PageHeading } from "@/components/layout/page-heading";
import { Pagination } from "@/components/ui/pagination";
import type { Workspace } from "@/lib/auth/session";
import { type CustomerListState, customerListHref } from "@/lib/customers/list-search-params";
import { searchCustomers } from "@/lib/customers/search-customers";
import { type SectionName, sections } from "@/lib/customers/sections";
import { CustomerTable } from "./customer-table";
import { EmptyState } from "./empty-state";
import { SearchForm } from "./search-form";
import { TypeFilter } from "./type-filter";

type Props = { workspace: Workspace; section: SectionName; asked: CustomerListState };

/** The Contacts or the Leads page: search, filter, and a page of people. */
export async function CustomerList({ workspace, section, asked }: Props) {
  const { title, text, types } = sections[section];
  const path = `/${workspace.slug}/${section}`;
  const {
    customers: people,
    next,
    first,
  } = await searchCustomers(workspace.id, asked.type ? [asked.type] : types, asked);
  return (
    <>
      <PageHeading title={title}>{text}</PageHeading>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <SearchForm path={path} state={asked} />
        <TypeFilter path={path} types={types} state={asked} />
      </div>
      {people.length > 0 ? (
        <CustomerTable path={path} people={people} title={title} />
      ) : (
        <EmptyState section={section} path={path} state={asked} first={first} />
      )}
      <Pagination
        label={title}
        newest={first ? null : customerListHref(path, { ...asked, before: null })}
        older={next ? customerListHref(path, { ...asked, before: next }) : null}
      />
    </>
  );
}

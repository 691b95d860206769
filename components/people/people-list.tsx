import { PageHeading } from "@/components/page-heading";
import type { Workspace } from "@/lib/auth/session";
import { findPeople } from "@/lib/people/find-people";
import { type ListState, listAddress } from "@/lib/people/list-address";
import { type SectionName, sections } from "@/lib/people/sections";
import { Nobody } from "./nobody";
import { Paging } from "./paging";
import { PeopleTable } from "./people-table";
import { SearchForm } from "./search-form";
import { TypeFilter } from "./type-filter";

type Props = { workspace: Workspace; section: SectionName; asked: ListState };

/** The Contacts or the Leads page: search, filter, and a page of people. */
export async function PeopleList({ workspace, section, asked }: Props) {
  const { title, text, types } = sections[section];
  const path = `/${workspace.slug}/${section}`;
  const { people, next, first } = await findPeople(workspace.id, asked.type ? [asked.type] : types, asked);
  return (
    <>
      <PageHeading title={title}>{text}</PageHeading>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <SearchForm path={path} state={asked} />
        <TypeFilter path={path} types={types} state={asked} />
      </div>
      {people.length > 0 ? (
        <PeopleTable path={path} people={people} title={title} />
      ) : (
        <Nobody section={section} path={path} state={asked} first={first} />
      )}
      <Paging
        label={title}
        newest={first ? null : listAddress(path, { ...asked, before: null })}
        older={next ? listAddress(path, { ...asked, before: next }) : null}
      />
    </>
  );
}

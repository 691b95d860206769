import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { type CustomerListState, customerListHref } from "@/lib/customers/list-search-params";
import { type SectionName, sections, typeNames } from "@/lib/customers/sections";

type Props = { section: SectionName; path: string; state: CustomerListState; first: boolean };

/** In the place of an empty list: why it is empty, and what to do about it. */
export function EmptyState({ section, path, state, first }: Props) {
  const { search, type } = state;
  const among = type ? ` among ${typeNames[type].many.toLowerCase()}` : "";
  const everybody = type ? (
    <>
      {" "}
      or <Way to={customerListHref(path, { ...state, type: null, before: null })}>look among all {section}</Way>
    </>
  ) : null;
  if (!first) return <Empty title="Nobody is older than that">Go back to the newest.</Empty>;
  if (search) {
    return (
      <Empty
        title={
          <>
            Nobody{among} matches “<bdi>{search}</bdi>”
          </>
        }
      >
        Check the spelling,{" "}
        <Way to={customerListHref(path, { ...state, search: "", before: null })}>clear the search</Way>
        {everybody}.
        {search.length < 3 ? " One or two letters find only those whose name, e-mail or company begins with them." : ""}
      </Empty>
    );
  }
  if (type) {
    return (
      <Empty title={`No ${typeNames[type].many.toLowerCase()} yet`}>
        <Way to={path}>Show all {section}</Way>
      </Empty>
    );
  }
  const { title, text } = sections[section].none;
  return <Empty title={title}>{text}</Empty>;
}

function Empty({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Card className="py-10 text-center sm:py-14">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mx-auto mt-1 max-w-prose text-quiet">{children}</p>
    </Card>
  );
}

function Way({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link href={to} className="font-medium text-accent-ink underline">
      {children}
    </Link>
  );
}

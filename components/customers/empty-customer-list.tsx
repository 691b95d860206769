import { EmptyState } from "@/components/ui/empty-state";
import { Isolated } from "@/components/ui/isolated";
import { TextLink } from "@/components/ui/text-link";
import { type CustomerListState, customerListHref } from "@/lib/customers/list-search-params";
import { type SectionName, sections, typeNames } from "@/lib/customers/sections";

type Props = { section: SectionName; path: string; state: CustomerListState; first: boolean };

/** Shown in place of an empty customer list: why it is empty, and how to see more. */
export function EmptyCustomerList({ section, path, state, first }: Props) {
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

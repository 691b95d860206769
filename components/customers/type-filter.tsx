import Link from "next/link";
import { type CustomerListState, customerListHref } from "@/lib/customers/list-search-params";
import { type CustomerType, typeNames } from "@/lib/customers/sections";

type Props = { path: string; types: readonly CustomerType[]; state: CustomerListState };

/** Everybody on the page, or one type only. Links, so that one click does it without JavaScript too. */
export function TypeFilter({ path, types, state }: Props) {
  return (
    <nav aria-label="Type">
      <ul className="flex flex-wrap gap-1 rounded-lg bg-raised p-1">
        {[null, ...types].map((type) => (
          <li key={type}>
            <Link
              href={customerListHref(path, { ...state, type, before: null })}
              aria-current={type === state.type || undefined}
              className="flex min-h-9 items-center rounded-md px-3 text-sm font-medium text-quiet hover:text-ink aria-[current]:bg-surface aria-[current]:text-accent-ink"
            >
              {type ? typeNames[type].many : "All"}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

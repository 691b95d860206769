import { Search } from "lucide-react";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { TextField } from "@/components/ui/form-field";
import { type CustomerListState, customerListHref } from "@/lib/customers/list-search-params";
import { type CustomerType, typeNames } from "@/lib/customers/sections";

type Props = { path: string; types: readonly CustomerType[]; state: CustomerListState };

/** Search and type filter of a customer list, both kept in the URL. They work without JavaScript. */
export function CustomerFilters({ path, types, state }: Props) {
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <SearchForm path={path} state={state} />
      <TypeFilter path={path} types={types} state={state} />
    </div>
  );
}

function SearchForm({ path, state }: Omit<Props, "types">) {
  return (
    <search className="min-w-0 grow basis-96">
      <form action={path} className="flex flex-wrap items-end gap-2">
        {state.type ? <input type="hidden" name="type" value={state.type} /> : null}
        <div className="min-w-0 grow basis-48">
          <TextField
            // Resets the uncontrolled input after a client-side navigation.
            key={state.search}
            label="Name, email or company"
            name="q"
            type="search"
            dir="auto"
            autoComplete="off"
            maxLength={200}
            defaultValue={state.search}
          />
        </div>
        <Button type="submit">
          <Search className="size-4" aria-hidden="true" />
          Search
        </Button>
        {state.search ? (
          <Link href={customerListHref(path, { ...state, search: "", before: null })} className={buttonClass("quiet")}>
            Clear
          </Link>
        ) : null}
      </form>
    </search>
  );
}

function TypeFilter({ path, types, state }: Props) {
  return (
    <nav aria-label="Type">
      <ul className="flex flex-wrap gap-1 rounded-lg bg-raised p-0.5">
        {[null, ...types].map((type) => (
          <li key={type}>
            <Link
              href={customerListHref(path, { ...state, type, before: null })}
              aria-current={type === state.type || undefined}
              className="flex min-h-7 items-center rounded-md px-2.5 text-sm font-medium text-quiet hover:text-ink aria-[current]:bg-surface aria-[current]:text-accent-ink"
            >
              {type ? typeNames[type].many : "All"}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

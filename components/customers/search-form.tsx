import { Search } from "lucide-react";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { type CustomerListState, customerListHref } from "@/lib/customers/list-search-params";

/** A plain form: the search is part of the address, so it survives reload, Back and a copied link. */
export function SearchForm({ path, state }: { path: string; state: CustomerListState }) {
  return (
    <search className="min-w-0 grow basis-96">
      <form action={path} className="flex flex-wrap items-end gap-2">
        {state.type ? <input type="hidden" name="type" value={state.type} /> : null}
        <div className="min-w-0 grow basis-48">
          <Field
            // A new default for a page reached by link.
            key={state.search}
            label="Name, e-mail or company"
            name="q"
            type="search"
            dir="auto"
            autoComplete="off"
            maxLength={200}
            defaultValue={state.search}
          />
        </div>
        <Button type="submit" className="min-h-11">
          <Search className="size-4" aria-hidden="true" />
          Search
        </Button>
        {state.search ? (
          <Link
            href={customerListHref(path, { ...state, search: "", before: null })}
            className={`${buttonClass("quiet")} min-h-11`}
          >
            Clear
          </Link>
        ) : null}
      </form>
    </search>
  );
}

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Amount } from "@/components/ui/amount";
import { Section } from "@/components/ui/card";
import { CopyableId } from "@/components/ui/copyable-text";
import { Pagination } from "@/components/ui/pagination";
import { Timestamp } from "@/components/ui/timestamp";
import type { BoundedCount } from "@/lib/format/count";
import type { Cursor } from "@/lib/paging/cursor";
import type { RecordsPage } from "@/lib/paging/records-page";

/** The newest are open when the page is; the others show a line each. */
const openItems = 3;

type ListProps<Row> = {
  id: string;
  title: string;
  /** The number of rows on all pages. */
  total: BoundedCount;
  page: RecordsPage<Row>;
  /** The URL of the page after a cursor; of the first page for null. */
  pageHref: (cursor: Cursor | null) => string;
  renderItem: (row: Row, isOpen: boolean) => ReactNode;
};

/** A page of a customer's conversations or tickets, with their total. */
export function RecordList<Row>({ id, title, total, page, pageHref, renderItem }: ListProps<Row>) {
  const { rows, next, first } = page;
  const totalText = (
    <>
      {total.more ? "more than " : ""}
      <Amount value={total.rows} />
    </>
  );
  const heading = (
    <>
      {title} <span className="font-normal text-quiet tabular-nums">({totalText})</span>
    </>
  );
  return (
    <Section id={id} title={heading}>
      {first && !next ? null : (
        <p className="mt-1 text-sm text-quiet">
          Showing {first ? "the newest " : ""}
          {first ? <Amount value={rows.length} /> : <Amount value={rows.length} unit={olderOnes} />} of {totalText}.
        </p>
      )}
      {rows.length > 0 ? (
        <ul className="mt-3 divide-y divide-line border-t border-line">
          {rows.map((row, index) => renderItem(row, index < openItems))}
        </ul>
      ) : (
        <p className="mt-2 text-quiet">No older ones</p>
      )}
      <Pagination label={title} newest={first ? null : pageHref(null)} older={next ? pageHref(next) : null} />
    </Section>
  );
}

const olderOnes = { one: "older one", many: "older ones" };
const entryUnit = { one: "entry", many: "entries" };

type ItemProps = {
  id: string;
  /** What the record is: "conversation". */
  noun: string;
  title: string | null;
  at: string;
  badges: ReactNode;
  /** The number of its messages, replies and notes. */
  size: BoundedCount;
  isOpen: boolean;
  children: ReactNode;
};

/** A conversation or ticket: a summary line that opens its contents. Find-in-page opens it, too. */
export function RecordItem({ id, noun, title, at, badges, size, isOpen, children }: ItemProps) {
  return (
    <li>
      <details open={isOpen} className="group">
        <summary className="flex list-none items-start gap-2 rounded-lg py-3 hover:bg-raised sm:-mx-2 sm:px-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            className="mt-1 size-4 shrink-0 text-quiet transition-transform group-open:rotate-90"
            aria-hidden="true"
          />
          <span className="min-w-0 grow">
            <span className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
              <bdi className="min-w-0 font-medium">{title ?? <i className="font-normal text-quiet">No subject</i>}</bdi>
              <span className="flex flex-wrap gap-1.5">{badges}</span>
            </span>
            <span className="mt-0.5 block text-sm text-quiet">
              <Timestamp at={at} /> · {size.more ? "more than " : ""}
              <Amount value={size.rows} unit={entryUnit} />
            </span>
          </span>
        </summary>
        <div className="pt-1 pb-5 sm:pl-6">
          {children}
          <p className="mt-3 flex flex-wrap items-center gap-x-2 text-xs text-quiet">
            ID <CopyableId id={id} label={`ID of ${noun} ${id.slice(0, 8)}`} />
          </p>
        </div>
      </details>
    </li>
  );
}

import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Pagination } from "@/components/ui/pagination";
import { count } from "@/lib/format/count";
import type { Cursor } from "@/lib/paging/cursor";
import type { RecordsPage } from "@/lib/paging/records-page";

type Props<Row> = {
  id: string;
  title: string;
  page: RecordsPage<Row>;
  /** The address of the page that goes on after a cursor, or starts with the newest. */
  address: (cursor: Cursor | null) => string;
  show: (row: Row) => ReactNode;
};

/** A person's conversations or tickets: how many there are, and a page of them. */
export function RecordList<Row>({ id, title, page, address, show }: Props<Row>) {
  const { rows, total, next, first } = page;
  const part = first ? `The newest ${rows.length}` : count(rows.length, "older one");
  return (
    <section aria-labelledby={id}>
      <Card>
        <h2 id={id} className="scroll-mt-20 text-lg font-semibold">
          {title} <span className="font-normal text-quiet tabular-nums">({total.toLocaleString("en")})</span>
        </h2>
        {first && !next ? null : (
          <p className="mt-1 text-sm text-quiet">
            {part} of {total.toLocaleString("en")}.
          </p>
        )}
        {rows.length > 0 ? <ul className="mt-3 divide-y divide-line border-t border-line">{rows.map(show)}</ul> : null}
        {rows.length === 0 ? <p className="mt-2 text-quiet">None{first ? "" : " that are older"}.</p> : null}
        <Pagination label={title} newest={first ? null : address(null)} older={next ? address(next) : null} />
      </Card>
    </section>
  );
}

import type { ReactNode } from "react";
import { cn } from "./cn";

export type Column<Row> = {
  id: string;
  /** What stands in the header and, in a narrow table, before the value. */
  label: string;
  /** The header, when it is more than its label, such as a link that sorts. */
  header?: ReactNode;
  /** For the header cell: the direction in which the table is sorted by this column. */
  sort?: "ascending" | "descending";
  cell: (row: Row) => ReactNode;
  /** Right-aligned, with figures of equal width. */
  isNumeric?: boolean;
  /** In a narrow table: a line with its label (the default), the value alone, or nothing. */
  narrow?: "labelled" | "bare" | "hidden";
  /** Classes of the header and every cell, such as a width. */
  className?: string;
};

type Props<Row> = {
  /** Names the table for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  rowProps?: (row: Row) => { id?: string; className?: string };
  /** Columns are as wide as their classes say, whatever is in them. */
  hasFixedWidths?: boolean;
};

/** A dense table. Where its container is narrower than 48rem, each row is a card. */
export function DataTable<Row>({ caption, columns, rows, rowKey, rowProps, hasFixedWidths }: Props<Row>) {
  return (
    <div className="@container overflow-clip rounded-lg border border-line bg-surface">
      <table className={cn("w-full text-left text-sm @max-3xl:block", hasFixedWidths && "table-fixed")}>
        <caption className="sr-only">{caption}</caption>
        <thead className="border-b border-line text-quiet @max-3xl:sr-only">
          <tr>
            {columns.map(({ id, label, header, sort, isNumeric, className }) => (
              <th
                key={id}
                scope="col"
                aria-sort={sort}
                className={cn("px-3 py-2 text-xs font-medium whitespace-nowrap", isNumeric && "text-right", className)}
              >
                {header ?? label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line @max-3xl:block">
          {rows.map((row) => {
            const { className, ...props } = rowProps?.(row) ?? {};
            return (
              <tr
                key={rowKey(row)}
                {...props}
                className={cn("align-top @max-3xl:block @max-3xl:px-3 @max-3xl:py-2.5", className)}
              >
                {columns.map((column) => (
                  <Cell key={column.id} column={column} row={row} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const { label, cell, isNumeric, narrow = "labelled", className } = column;
  return (
    <td
      // The label of a narrow table is generated text, which only shows there.
      data-label={narrow === "labelled" ? label : undefined}
      className={cn(
        "@3xl:px-3 @3xl:py-2 @max-3xl:w-auto",
        isNumeric && "tabular-nums @3xl:text-right @3xl:whitespace-nowrap",
        narrow === "labelled" &&
          "@max-3xl:grid @max-3xl:grid-cols-[6rem_1fr] @max-3xl:gap-x-3 @max-3xl:py-0.5 @max-3xl:before:text-quiet @max-3xl:before:content-[attr(data-label)]",
        narrow === "bare" && "@max-3xl:block @max-3xl:py-0.5",
        narrow === "hidden" && "@max-3xl:hidden",
        className,
      )}
    >
      {/* One grid cell, whatever is in it. */}
      <div className="min-w-0">{cell(row)}</div>
    </td>
  );
}

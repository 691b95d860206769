import { ChevronRight } from "lucide-react";
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
  /** In a narrow table: a line with its label (the default) or the value alone. */
  narrow?: "labelled" | "bare";
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
  /** Rows of one line, as low as a control may be. */
  isCompact?: boolean;
  /** What opens below a row, by a button with this name or by a link to an element in it. It works without JavaScript. */
  expansion?: { name: (row: Row) => string; content: (row: Row) => ReactNode };
};

/** A dense table. Where its container is narrower than 48rem, each row is a card. */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, rows, rowKey, hasFixedWidths, isCompact, expansion } = props;
  const columns = expansion ? [toggleColumn(expansion.name), ...props.columns] : props.columns;
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
                className={cn(
                  "px-3 text-xs font-medium whitespace-nowrap",
                  isCompact ? "py-1" : "py-2",
                  isNumeric && "text-right",
                  className,
                )}
              >
                {header ?? label}
              </th>
            ))}
          </tr>
        </thead>
        {expansion ? (
          rows.map((row) => (
            <tbody key={rowKey(row)} className="group/row border-t border-line first-of-type:border-t-0 @max-3xl:block">
              <Cells {...props} columns={columns} row={row} />
              <tr className="hidden bg-ground group-has-[:target]/row:table-row group-has-[details[open]]/row:table-row @max-3xl:group-has-[:target]/row:block @max-3xl:group-has-[details[open]]/row:block">
                <td colSpan={columns.length} className="border-t border-line px-3 py-2.5 @max-3xl:block">
                  {expansion.content(row)}
                </td>
              </tr>
            </tbody>
          ))
        ) : (
          <tbody className="divide-y divide-line @max-3xl:block">
            {rows.map((row) => (
              <Cells key={rowKey(row)} {...props} columns={columns} row={row} />
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
}

function toggleColumn<Row>(name: (row: Row) => string): Column<Row> {
  return {
    id: "toggle",
    label: "Details",
    header: <span className="sr-only">Details</span>,
    narrow: "bare",
    className: "@3xl:w-8 @3xl:py-0! @3xl:pr-0! @3xl:pl-1! @max-3xl:float-right",
    cell: (row) => (
      <details>
        <summary
          aria-label={name(row)}
          className="flex size-6 list-none items-center justify-center rounded-sm text-quiet hover:bg-raised hover:text-ink [&::-webkit-details-marker]:hidden"
        >
          <ChevronRight
            className="size-4 transition-transform group-has-[details[open]]/row:rotate-90"
            aria-hidden="true"
          />
        </summary>
      </details>
    ),
  };
}

function Cells<Row>({ columns, row, rowProps, isCompact }: Props<Row> & { row: Row }) {
  const { className, ...props } = rowProps?.(row) ?? {};
  return (
    <tr {...props} className={cn("align-top @max-3xl:block @max-3xl:px-3 @max-3xl:py-2.5", className)}>
      {columns.map((column) => (
        <Cell key={column.id} column={column} row={row} isCompact={isCompact} />
      ))}
    </tr>
  );
}

function Cell<Row>({ column, row, isCompact }: { column: Column<Row>; row: Row; isCompact?: boolean }) {
  const { label, cell, isNumeric, narrow = "labelled", className } = column;
  return (
    <td
      // The label of a narrow table is generated text, which only shows there.
      data-label={narrow === "labelled" ? label : undefined}
      className={cn(
        "@3xl:px-3 @max-3xl:w-auto",
        isCompact ? "@3xl:py-0.5" : "@3xl:py-2",
        isNumeric && "tabular-nums @3xl:text-right @3xl:whitespace-nowrap",
        narrow === "labelled" &&
          "@max-3xl:grid @max-3xl:grid-cols-[6rem_1fr] @max-3xl:gap-x-3 @max-3xl:py-0.5 @max-3xl:before:text-quiet @max-3xl:before:content-[attr(data-label)]",
        narrow === "bare" && "@max-3xl:block @max-3xl:py-0.5",
        className,
      )}
    >
      {/* One grid cell, whatever is in it. */}
      <div className={cn("min-w-0", isCompact && "@3xl:truncate [&_:focus-visible]:-outline-offset-2")}>
        {cell(row)}
      </div>
    </td>
  );
}

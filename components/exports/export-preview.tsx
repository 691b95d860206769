import type { ReactNode } from "react";
import { Section } from "@/components/ui/card";
import { Estimate } from "@/components/ui/estimate";
import type { ExportKind } from "@/lib/exports/kinds";
import type { Preview } from "@/lib/exports/preview/preview-export";
import { withoutBidiControls } from "@/lib/format/bidi";
import { customizeFormId } from "./customize-form";
import { ExcelLimits } from "./excel-help";
import { PreviewFreshness, PreviewHint } from "./preview-freshness";

/** Characters of JSON that the page shows. */
const maxTextLength = 8_000;

/** Characters of a cell that the page shows. */
const maxCellLength = 80;

type Props = { kind: ExportKind; format: string; preview: Preview };

/** How many rows an export would have, what Excel would make of them, and the first ones. */
export function ExportPreview({ kind, format, preview }: Props) {
  const { count: rows, estimated, table, text, cut, tooLarge } = preview;
  return (
    <Section id="preview" title="Preview">
      <PreviewFreshness formId={customizeFormId}>
        <p className="mt-1 font-medium" role="status">
          <Estimate rows={rows} estimated={estimated} unit={kind === "conversations" ? "conversation" : "row"} />
        </p>
        <ExcelLimits format={format} rows={rows} estimated={estimated} />
        {rows === 0 ? (
          <p className="mt-3 text-sm text-quiet">Nothing matches. The file would have no rows.</p>
        ) : tooLarge ? (
          <p className="mt-3 text-sm text-quiet">The first row is too large to preview.</p>
        ) : (
          <>
            <p className="mt-3 mb-2 text-sm text-quiet">
              The first rows, as they will be in the file, with long values shortened.
              <PreviewHint />
            </p>
            {table ? (
              <PreviewTable {...table} />
            ) : (
              <ScrollRegion label="First rows" className="bg-raised p-3">
                <pre className="font-mono text-xs">
                  {withoutBidiControls(text.slice(0, maxTextLength)).toWellFormed()}
                  {cut || text.length > maxTextLength ? "…" : null}
                </pre>
              </ScrollRegion>
            )}
          </>
        )}
      </PreviewFreshness>
    </Section>
  );
}

/** The first rows of a file in the order of its columns; it scrolls sideways. */
function PreviewTable({ columns, rows }: { columns: string[]; rows: string[][] }) {
  return (
    <ScrollRegion label="First rows" className="border border-line">
      <table className="min-w-full text-left text-xs">
        <thead className="sticky top-0 bg-raised">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line font-mono">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are never reordered and may be equal.
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={columns[column]} className="px-3 py-1.5 whitespace-nowrap">
                  <bdi>{shortened(cell)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function shortened(cell: string): string {
  const text = withoutBidiControls(cell.slice(0, maxCellLength)).toWellFormed();
  return cell.length > maxCellLength ? `${text}…` : text;
}

type RegionProps = { label: string; className?: string; children: ReactNode };

/** What scrolls by itself, up to half a screen high: a region with a name, which the keyboard can reach and scroll. */
function ScrollRegion({ label, className = "", children }: RegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard cannot scroll the region (WCAG 2.1.1).
    <section aria-label={label} tabIndex={0} className={`max-h-96 overflow-auto rounded-lg ${className}`}>
      {children}
    </section>
  );
}

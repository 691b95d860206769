import { Estimate } from "@/components/ui/estimate";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Section } from "@/components/ui/section";
import type { ExportKind } from "@/lib/exports/kinds";
import type { Preview } from "@/lib/exports/preview/preview-export";
import { withoutBidiControls } from "@/lib/format/bidi";
import { ExcelLimits } from "./excel-limits";
import { PreviewTable } from "./preview-table";

type Props = { kind: ExportKind; format: string; preview: Preview };

/** How many rows an export would have, what Excel would make of them, and the first ones. */
export function ExportPreview({ kind, format, preview }: Props) {
  const { count: rows, estimated, table, text, cut, tooLarge } = preview;
  return (
    <Section id="preview" title="Preview">
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
            The first rows, as they will stand in the file. Long values are cut here.
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
    </Section>
  );
}

/** Characters of JSON that the page shows. */
const maxTextLength = 8_000;

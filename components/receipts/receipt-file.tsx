import type { ReactNode } from "react";
import { CellCounts } from "@/components/exports/count-texts";
import { Amount } from "@/components/ui/amount";
import { Section } from "@/components/ui/card";
import { HashText } from "@/components/ui/copyable-text";
import { Field, FieldGrid } from "@/components/ui/field";
import { fileName } from "@/lib/exports/download/file-name";
import { escapesFormulas } from "@/lib/exports/formats/table";
import { isAtLeast } from "@/lib/exports/labels/outcome-labels";
import { recordCounts, recordTypeLabel } from "@/lib/exports/labels/record-counts";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { readScope } from "@/lib/exports/scope/scope";

/** The file of an export: its name, what is in it, its size and its hash. */
export function ReceiptFile({ row, workspace }: { row: ExportRow; workspace: string }) {
  return (
    <Section id="file" title={fileTitle(row.status)}>
      <FieldGrid>
        <Field label="File name" wide>
          <code className="font-mono text-xs break-all">{nameOfFile(row, workspace)}</code>
        </Field>
        {contentFields(row).map(({ label, value }) => (
          <Field key={label} label={label}>
            {value}
          </Field>
        ))}
        <Field label="Size">
          {isAtLeast(row) ? "At least " : null}
          <Amount value={row.bytes_written} unit="bytes" />
          {row.bytes_written >= 1000 ? (
            <span className="block text-quiet">
              <Amount value={row.bytes_written} unit={{ one: "byte", many: "bytes" }} />
            </span>
          ) : null}
        </Field>
        {row.attempt > 1 ? (
          <Field label="Downloads">
            <Amount value={row.attempt} />, the last one from byte <Amount value={row.resumed_from ?? 0} />
          </Field>
        ) : null}
        {row.sha256 ? (
          <Field label="SHA-256" wide>
            <HashText hash={row.sha256} label="SHA-256 of the file" />
          </Field>
        ) : null}
      </FieldGrid>
    </Section>
  );
}

/** The name of an export's file; a sentence where it is not known. */
export function nameOfFile(row: ExportRow, slug: string): string {
  const scope = readScope(row.scope);
  if (!scope) return "Not known: its scope can’t be shown.";
  return fileName({
    slug,
    kind: row.kind,
    format: row.format,
    compress: row.compress,
    targetId: row.target_id,
    scope,
    includeNotes: row.include_notes,
    startedAt: row.started_at ?? "",
  });
}

function fileTitle(status: ExportRow["status"]): string {
  if (status === "completed") return "File";
  return status === "running" ? "Sent so far" : "Sent before it ended";
}

/** Rows, records by type, neutralized formulas in formats that have them, and whether internal notes are included. */
function contentFields(row: ExportRow): { label: string; value: ReactNode }[] {
  const fields: { label: string; value: ReactNode }[] = [
    {
      label: "Rows",
      value: (
        <>
          {isAtLeast(row) ? "At least " : null}
          <Amount value={row.rows_written} />
        </>
      ),
    },
    ...recordCounts(row.counts).map(([type, number]) => ({
      label: recordTypeLabel(type),
      value: <Amount value={number} />,
    })),
  ];
  if (escapesFormulas(row.format)) {
    fields.push({ label: "Neutralized formulas", value: <Amount value={row.cells_guarded} /> });
  }
  if (row.cells_cut) fields.push({ label: "Cells cut for Excel", value: <CellCounts counts={row.cells_cut} /> });
  if (row.kind === "contact" || row.kind === "conversations") {
    fields.push({ label: "Internal notes", value: row.include_notes ? "Included" : "Not included" });
  }
  return fields;
}

import { Badge } from "@/components/ui/badge";
import { Field } from "@/components/ui/field";
import { HashText } from "@/components/ui/hash-text";
import { Isolated } from "@/components/ui/isolated";
import { Section } from "@/components/ui/section";
import { AnchorLink, TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { AuditEntry } from "@/lib/audit/entries";
import { escapesFormulas } from "@/lib/exports/kinds";
import { cellCountsText } from "@/lib/exports/queries/cell-counts";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { isAtLeast, outcomeBadge, outcomeReason } from "@/lib/exports/queries/outcome-labels";
import { recordCounts, recordTypeLabel } from "@/lib/exports/queries/record-counts";
import { parseRemarks } from "@/lib/exports/queries/remarks";
import { bytes } from "@/lib/format/bytes";
import { duration } from "@/lib/format/duration";
import { DataAsOf } from "./data-as-of";
import { ExportSubject } from "./export-subject";
import { ReceiptEntries } from "./receipt-entries";
import { ReceiptRemarks } from "./receipt-remarks";
import { Unconfirmed } from "./unconfirmed";

type Props = { row: ExportRow; workspace: string; entries: AuditEntry[] };

const fieldGrid = "mt-4 grid gap-x-6 gap-y-4 text-sm sm:grid-cols-2 print:grid-cols-2";

/** Everything on record about one export: the request, its outcome, the file, and its audit log entries. */
export function Receipt({ row, workspace, entries }: Props) {
  const completed =
    row.status === "completed" ? entries.find(({ action }) => action === "export.completed") : undefined;
  const remarks = parseRemarks(completed?.details);
  return (
    <div className="space-y-6 print:space-y-4">
      <ExportDetails row={row} workspace={workspace} entries={entries} />
      {row.started_at ? <FileDetails row={row} /> : null}
      {remarks ? <ReceiptRemarks remarks={remarks} /> : null}
      {row.confirmation === "confirmed" ? <SignedReceipt row={row} workspace={workspace} /> : null}
      <ReceiptEntries entries={entries} workspace={workspace} />
    </div>
  );
}

function ExportDetails({ row, workspace, entries }: Props) {
  const { status, actor_name, actor_email, created_at, started_at, finished_at } = row;
  const badge = outcomeBadge(row);
  const cancelledBy = entries.find(({ action }) => action === "export.cancelled")?.actor_name ?? undefined;
  return (
    <Section id="outcome" title="Details">
      <dl className={fieldGrid}>
        <Field label="Export">
          <ExportSubject row={row} workspace={workspace} />
        </Field>
        <Field label="Outcome">
          <Badge variant={badge.variant}>{badge.label}</Badge> <Unconfirmed confirmation={row.confirmation} />
          <span className="block">{outcomeReason(row, cancelledBy)}</span>
          {row.confirmation === "unconfirmed" ? (
            <span className="block">
              Hydra’s server didn’t sign this record. Its numbers and its hash may be anything that the user who
              exported has entered.
            </span>
          ) : null}
          {status === "running" ? (
            <TextLink href={`/${workspace}/settings/data-export#running-now`}>View progress</TextLink>
          ) : null}
        </Field>
        <Field label="Exported by">
          <Isolated className="block">{actor_name}</Isolated>
          {actor_email === actor_name ? null : <Isolated className="block text-quiet">{actor_email}</Isolated>}
        </Field>
        <Field label="Requested">
          <Timestamp at={created_at} dateStyle="second" />
        </Field>
        {started_at ? (
          <Field label="Started">
            <Timestamp at={started_at} dateStyle="second" />
          </Field>
        ) : null}
        {finished_at ? (
          <Field label={status === "completed" ? "Completed" : "Ended"}>
            <Timestamp at={finished_at} dateStyle="second" />
            {started_at ? (
              <span className="block text-quiet">
                took {duration(Date.parse(finished_at) - Date.parse(started_at))}
              </span>
            ) : null}
          </Field>
        ) : null}
        {started_at ? <DataAsOf row={row} startedAt={started_at} /> : null}
      </dl>
    </Section>
  );
}

function FileDetails({ row }: { row: ExportRow }) {
  return (
    <Section id="file" title={fileTitle(row.status)}>
      <dl className={fieldGrid}>
        {contentFields(row).map(({ label, value }) => (
          <Field key={label} label={label}>
            {value}
          </Field>
        ))}
        <Field label="Size">
          {isAtLeast(row) ? `At least ${bytes(row.bytes_written)}` : bytes(row.bytes_written)}
          {row.bytes_written >= 1000 ? (
            <span className="block text-quiet">{row.bytes_written.toLocaleString("en")} bytes</span>
          ) : null}
        </Field>
        {row.sha256 ? (
          <Field label="SHA-256" wide>
            <HashText hash={row.sha256} label="SHA-256 of the file" />
          </Field>
        ) : null}
      </dl>
    </Section>
  );
}

function fileTitle(status: ExportRow["status"]): string {
  if (status === "completed") return "File";
  return status === "running" ? "Sent so far" : "Sent before it ended";
}

/** Records by type (or rows), neutralized formulas in formats that have them, and whether internal notes are included. */
function contentFields(row: ExportRow): { label: string; value: string }[] {
  const fields = recordCounts(row.counts).map(([type, number]) => ({
    label: recordTypeLabel(type),
    value: number.toLocaleString("en"),
  }));
  if (fields.length === 0) {
    const rows = row.rows_written.toLocaleString("en");
    fields.push({ label: "Rows", value: isAtLeast(row) ? `At least ${rows}` : rows });
  }
  if (escapesFormulas(row.format)) {
    fields.push({ label: "Neutralized formulas", value: row.cells_guarded.toLocaleString("en") });
  }
  if (row.cells_cut) fields.push({ label: "Cells cut for Excel", value: cellCountsText(row.cells_cut) });
  if (row.kind === "contact" || row.kind === "conversations") {
    fields.push({ label: "Internal notes", value: row.include_notes ? "Included" : "Not included" });
  }
  return fields;
}

function SignedReceipt({ row, workspace }: { row: ExportRow; workspace: string }) {
  return (
    <Section id="check" title={row.status === "completed" ? "Verify the file" : "Signed receipt"}>
      {row.status === "completed" ? (
        <p className="mt-1 text-sm text-quiet">
          Use <TextLink href={`/${workspace}/settings/data-export#verify-file`}>Verify a file</TextLink>, or run{" "}
          <Command>sha256sum FILE</Command> (<Command>shasum -a 256 FILE</Command> on a Mac) and compare the result with
          the SHA-256 above. If they match, the file is exactly what was exported.
        </p>
      ) : null}
      <p className="mt-2 text-sm text-quiet">
        Hydra’s server signed this record.{" "}
        <AnchorLink href={`/api/exports/${row.id}/receipt`}>Download the signed receipt</AnchorLink> to prove it to
        somebody without an account: <Command>npm run verify-receipt -- RECEIPT FILE</Command> checks both.
      </p>
      {row.status === "completed" ? (
        <p className="mt-2 text-sm text-quiet">
          For programs that read the file:{" "}
          <AnchorLink href={`/api/exports/${row.id}/datapackage`}>its description as a data package</AnchorLink>, with
          fields, scope, counts and hash.
        </p>
      ) : null}
    </Section>
  );
}

function Command({ children }: { children: string }) {
  return <code className="rounded bg-raised px-1.5 py-0.5 font-mono text-xs text-ink">{children}</code>;
}

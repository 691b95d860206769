import { Duration } from "@/components/ui/duration";
import { Field, FieldGrid } from "@/components/ui/field";
import { Isolated } from "@/components/ui/isolated";
import { Section } from "@/components/ui/section";
import { AnchorLink, TextLink } from "@/components/ui/text-link";
import type { AuditEntry } from "@/lib/audit/entries";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { outcomeSentence } from "@/lib/exports/queries/outcome-sentence";
import { parseRemarks } from "@/lib/exports/queries/remarks";
import { DataAsOf } from "./data-as-of";
import { ExportSubject } from "./export-subject";
import { OutcomeBadge } from "./outcome-badge";
import { ReceiptEntries } from "./receipt-entries";
import { ReceiptFile } from "./receipt-file";
import { ReceiptRemarks } from "./receipt-remarks";
import { ReceiptTime } from "./receipt-time";
import { Unconfirmed } from "./unconfirmed";

type Props = { row: ExportRow; workspace: string; entries: AuditEntry[] };

/** Everything on record about one export: the request, its outcome, the file, and its audit log entries. */
export function Receipt({ row, workspace, entries }: Props) {
  const completed =
    row.status === "completed" ? entries.find(({ action }) => action === "export.completed") : undefined;
  const remarks = parseRemarks(completed?.details);
  return (
    <div className="space-y-6 print:space-y-2">
      <ExportDetails row={row} workspace={workspace} entries={entries} />
      {row.started_at ? <ReceiptFile row={row} workspace={workspace} /> : null}
      {remarks ? <ReceiptRemarks remarks={remarks} /> : null}
      {row.confirmation === "confirmed" ? <SignedReceipt row={row} workspace={workspace} /> : null}
      <ReceiptEntries entries={entries} workspace={workspace} />
    </div>
  );
}

function ExportDetails({ row, workspace, entries }: Props) {
  const { status, confirmation, actor_name, actor_email, created_at, started_at, finished_at } = row;
  const cancelledBy = entries.find(({ action }) => action === "export.cancelled")?.actor_name ?? undefined;
  return (
    <Section id="outcome" title="Outcome">
      <p className="mt-2 flex flex-wrap gap-1.5">
        <OutcomeBadge status={status} remarkCount={row.remark_count} /> <Unconfirmed confirmation={confirmation} />
      </p>
      <p className="mt-1 max-w-prose">{outcomeSentence(row, cancelledBy)}</p>
      {confirmation === "unconfirmed" ? (
        <p className="mt-1 max-w-prose text-sm text-quiet">
          Hydra’s server didn’t sign this record. Its numbers and its hash may be anything that the user who exported
          has entered.
        </p>
      ) : null}
      {status === "running" ? (
        <p className="mt-1 text-sm print:hidden">
          <TextLink href={`/${workspace}/settings/data-export`}>View progress</TextLink>
        </p>
      ) : null}
      <FieldGrid>
        <Field label="What">
          <ExportSubject row={row} workspace={workspace} />
        </Field>
        <Field label="Exported by">
          <Isolated className="block">{actor_name}</Isolated>
          {actor_email === actor_name ? null : <Isolated className="block text-quiet">{actor_email}</Isolated>}
        </Field>
        <Field label="Requested">
          <ReceiptTime at={created_at} />
        </Field>
        {finished_at ? (
          <Field label={status === "completed" ? "Completed" : "Ended"}>
            <ReceiptTime at={finished_at} />
            {started_at ? (
              <span className="block text-quiet">
                after <Duration milliseconds={Date.parse(finished_at) - Date.parse(started_at)} /> of downloading
              </span>
            ) : null}
          </Field>
        ) : null}
        {started_at ? <DataAsOf row={row} startedAt={started_at} /> : null}
      </FieldGrid>
    </Section>
  );
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
        <p className="mt-2 text-sm text-quiet print:hidden">
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

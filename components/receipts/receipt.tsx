import { CutCells } from "@/components/exports/cut-cells";
import { ExportSubject } from "@/components/exports/export-subject";
import { Resume } from "@/components/exports/resume";
import { Section } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Duration } from "@/components/ui/duration";
import { Field, FieldGrid } from "@/components/ui/field";
import { Isolated } from "@/components/ui/isolated";
import { TextLink } from "@/components/ui/text-link";
import type { AuditEntry } from "@/lib/audit/entries";
import { readAnswer } from "@/lib/exports/answer/answer";
import { answerLines } from "@/lib/exports/answer/answer-lines";
import { outcomeSentence } from "@/lib/exports/labels/outcome-sentence";
import { otherRemarksText, parseRemarks, type RemarkList, remarkText } from "@/lib/exports/labels/remark-texts";
import { canResume } from "@/lib/exports/queries/can-resume";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { fillText, messagesOf } from "@/lib/exports/translations/messages";
import { OutcomeBadge } from "./outcome-badge";
import { nameOfFile, ReceiptFile } from "./receipt-file";
import { ReceiptEntries, SignedReceipt } from "./receipt-proof";
import { ReceiptTime } from "./receipt-time";
import { Unconfirmed } from "./unconfirmed";

type Props = { row: ExportRow; workspace: string; entries: AuditEntry[]; userId: string };

/** Everything on record about one export: the request, its outcome, the file, and its audit log entries. */
export function Receipt({ row, workspace, entries, userId }: Props) {
  const completed =
    row.status === "completed" ? entries.find(({ action }) => action === "export.completed") : undefined;
  const remarks = parseRemarks(completed?.details);
  return (
    <div className="space-y-6 print:space-y-2">
      <ExportDetails row={row} workspace={workspace} entries={entries} userId={userId} />
      {row.started_at ? <ReceiptFile row={row} workspace={workspace} /> : null}
      {row.format === "zip" && row.status === "completed" && row.confirmation === "confirmed" ? (
        <ReplyText row={row} file={nameOfFile(row, workspace)} />
      ) : null}
      {remarks ? <ReceiptRemarks remarks={remarks} /> : null}
      {row.confirmation === "confirmed" ? <SignedReceipt row={row} workspace={workspace} /> : null}
      <ReceiptEntries entries={entries} workspace={workspace} />
    </div>
  );
}

function ExportDetails({ row, workspace, entries, userId }: Props) {
  const { status, confirmation, actor_name, actor_email, created_at, started_at, finished_at } = row;
  const cancelledBy = entries.find(({ action }) => action === "export.cancelled")?.actor_name ?? undefined;
  const isResumable = canResume(row, userId);
  return (
    <Section id="outcome" title="Outcome">
      <p className="mt-2 flex flex-wrap gap-1.5">
        <OutcomeBadge status={status} remarkCount={row.remark_count} /> <Unconfirmed confirmation={confirmation} />
      </p>
      <p className="mt-1 max-w-prose">{outcomeSentence(row, { cancelledBy, isResumable })}</p>
      {status === "completed" ? <CutCells counts={row.cells_cut} /> : null}
      {isResumable ? (
        <div className="text-sm print:hidden">
          <Resume row={row} />
        </div>
      ) : null}
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
        {answerLines(readAnswer(row.answer) ?? {}).map(({ label, value }) => (
          <Field key={label} label={label}>
            <Isolated>{value}</Isolated>
          </Field>
        ))}
        {started_at ? <DataAsOf row={row} startedAt={started_at} /> : null}
      </FieldGrid>
    </Section>
  );
}

type DataAsOfProps = { row: Pick<ExportRow, "kind" | "status" | "is_part" | "remark_count">; startedAt: string };

/** When an export started, and what that means for the records in its file. */
function DataAsOf({ row, startedAt }: DataAsOfProps) {
  return (
    <Field label="Data as of">
      <ReceiptTime at={startedAt} />
      {row.status === "completed" ? <span className="block text-quiet">{contentsText(row)}</span> : null}
    </Field>
  );
}

function contentsText({ kind, is_part, remark_count }: DataAsOfProps["row"]): string {
  if (kind === "audit_log") return "Later entries aren’t in the file.";
  const records = is_part ? "Every record of this part" : "Every record";
  const exception = remark_count ? ", except as listed under Remarks" : "";
  return `${records} that existed then is in the file${exception}. Records that were added or changed while the export ran may be in the file as well.`;
}

/** The records that were moved, changed or deleted while an export ran. */
function ReceiptRemarks({ remarks }: { remarks: RemarkList }) {
  const others = otherRemarksText(remarks);
  return (
    <Section id="remarks" title="Remarks">
      <p className="mt-1 max-w-prose text-sm text-quiet">
        Records were moved, changed or deleted while the export ran. A moved or changed record may be missing from the
        file or be in it twice. A deleted record may be missing or incomplete.
      </p>
      <ul className="mt-3 list-disc space-y-1.5 pl-5 text-sm wrap-anywhere marker:text-edge">
        {remarks.records.map((remark, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered, and a record may be in it twice.
          <li key={index}>{remarkText(remark)}</li>
        ))}
        {others ? <li>{others}</li> : null}
      </ul>
    </Section>
  );
}

/** A sentence for the reply to the person, in the language of the answer, to copy. */
function ReplyText({ row, file }: { row: ExportRow; file: string }) {
  const language = readAnswer(row.answer)?.language ?? "en";
  const text = fillText(messagesOf[language].reply, { file, sha256: row.sha256 ?? "" });
  return (
    <Section id="reply" title="For your reply">
      <div className="mt-2 flex items-start gap-2 text-sm">
        <p lang={language} className="min-w-0 grow break-words">
          {text}
        </p>
        <CopyButton text={text} label="the sentence" />
      </div>
    </Section>
  );
}

import { Timestamp } from "@/components/ui/timestamp";
import { readAnswer } from "@/lib/exports/answer/answer";
import { resumeAdvice } from "@/lib/exports/failure-reasons";
import { exportLabel } from "@/lib/exports/labels/export-texts";
import { resumeMs } from "@/lib/exports/queries/can-resume";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { ResumeEncrypted } from "./history-actions";

/** What the user who started an export can do when its download was cut off: get its rest, or all of it again. */
export function Resume({ row }: { row: ExportRow }) {
  const label = exportLabel(row.kind, row.format, row.is_part);
  return readAnswer(row.answer)?.encrypted ? (
    <ResumeEncrypted id={row.id} label={label} />
  ) : (
    <ResumeExport
      id={row.id}
      label={label}
      advice={row.failure ? resumeAdvice(row.failure) : ""}
      startedAt={row.started_at}
    />
  );
}

type ResumeProps = { id: string; label: string; advice: string; startedAt: string | null };

/** A plain link: it works without JavaScript. */
function ResumeExport({ id, label, advice, startedAt }: ResumeProps) {
  return (
    <span className="mt-1 block text-quiet">
      {advice}{" "}
      <a href={`/api/exports/${id}/file`} className="text-accent-ink underline">
        Download it again from the start
        <span className="sr-only">
          : {label}, {id.slice(0, 8)}
        </span>
      </a>
      {startedAt ? (
        <>
          . Both work until <Timestamp at={new Date(Date.parse(startedAt) + resumeMs).toISOString()} />
        </>
      ) : null}
      .
    </span>
  );
}

import { Field } from "@/components/ui/field";
import { Timestamp } from "@/components/ui/timestamp";
import type { ExportRow } from "@/lib/exports/queries/list-exports";

type Props = { row: Pick<ExportRow, "kind" | "status" | "remark_count">; startedAt: string };

/** When an export started, and what that means for the records in its file. */
export function DataAsOf({ row, startedAt }: Props) {
  return (
    <Field label="Data as of">
      <Timestamp at={startedAt} dateStyle="second" />
      {row.status === "completed" ? <span className="block text-quiet">{contentsText(row)}</span> : null}
    </Field>
  );
}

function contentsText({ kind, remark_count }: Props["row"]): string {
  if (kind === "audit_log") return "Later entries aren’t in the file.";
  const exception = remark_count ? ", except as listed under Remarks" : "";
  return `Every record that existed then is in the file${exception}. Records that were added or changed while the export ran may be in the file as well.`;
}

import { Field } from "@/components/ui/field";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { ReceiptTime } from "./receipt-time";

type Props = { row: Pick<ExportRow, "kind" | "status" | "is_part" | "remark_count">; startedAt: string };

/** When an export started, and what that means for the records in its file. */
export function DataAsOf({ row, startedAt }: Props) {
  return (
    <Field label="Data as of">
      <ReceiptTime at={startedAt} />
      {row.status === "completed" ? <span className="block text-quiet">{contentsText(row)}</span> : null}
    </Field>
  );
}

function contentsText({ kind, is_part, remark_count }: Props["row"]): string {
  if (kind === "audit_log") return "Later entries aren’t in the file.";
  const records = is_part ? "Every record of this part" : "Every record";
  const exception = remark_count ? ", except as listed under Remarks" : "";
  return `${records} that existed then is in the file${exception}. Records that were added or changed while the export ran may be in the file as well.`;
}

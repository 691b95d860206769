import { z } from "zod";
import { capitalized } from "@/lib/format/capitalized";
import { count } from "@/lib/format/count";
import { recordTypeText } from "./record-counts";
import { maxRemarkCount } from "./remark-count-text";

/** A record that was moved, changed or deleted while an export ran, as in `details.remarks` of its audit entry. */
const remark = z.object({
  /** "left": it was changed, and may no longer match the scope. "unlisted": something was moved or deleted, but it is not known what. */
  change: z.enum(["moved", "deleted", "left", "unlisted"]),
  /** As in `exports.counts`, such as "messages". */
  type: z.string().optional(),
  /** Missing when the whole table was emptied. */
  id: z.string().optional(),
  parent_type: z.string().optional(),
  /** The parent that the record was moved away from or deleted in. */
  from: z.string().optional(),
  to: z.string().optional(),
});
const remarkList = z.object({ count: z.int().positive(), records: z.array(remark) });

export type Remark = z.infer<typeof remark>;
/** `count` is 1001 for more than 1,000; `records` are the first 20. */
export type RemarkList = z.infer<typeof remarkList>;

/** The remarks in the details of an audit entry; null without any. */
export function parseRemarks(details: unknown): RemarkList | null {
  return z.object({ remarks: remarkList }).safeParse(details).data?.remarks ?? null;
}

/** "and 3 others" for the remarks that a list leaves out; empty when it is complete. */
export function otherRemarksText({ count: all, records }: RemarkList): string {
  const others = Math.min(all, maxRemarkCount) - records.length;
  if (others <= 0) return "";
  return all > maxRemarkCount ? `and more than ${count(others, "other")}` : `and ${count(others, "other")}`;
}

/** What happened to a record, as a sentence. */
export function remarkText({ change, type = "records", id, parent_type = "parents", from, to }: Remark): string {
  if (change === "unlisted") return "Records were being moved or deleted when the export started.";
  if (!id) return `All ${recordTypeText(type, 2)} were deleted.`;
  const parent = recordTypeText(parent_type, 1);
  const record = `${capitalized(recordTypeText(type, 1))} ${id}`;
  if (change === "deleted") return `${record}${from ? ` in ${parent} ${from}` : ""} was deleted.`;
  if (change === "left") return `${record} was changed and may no longer match the scope of the export.`;
  return `${record} was moved${from ? ` from ${parent} ${from}` : ""}${to ? ` to ${parent} ${to}` : ""}.`;
}

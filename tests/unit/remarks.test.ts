import { expect, test } from "vitest";
import { outcomeBadge } from "@/lib/exports/labels/outcome-labels";
import { otherRemarksText, parseRemarks, remarkText } from "@/lib/exports/labels/remark-texts";

test("the badge of a completed export says how many remarks there are", () => {
  const labels = [null, 1, 3, 1000, 1001].map(
    (remark_count) => outcomeBadge({ status: "completed", remark_count }).label,
  );
  expect(labels).toEqual([
    "Completed",
    "Completed, with 1 remark",
    "Completed, with 3 remarks",
    "Completed, with 1,000 remarks",
    "Completed, with more than 1,000 remarks",
  ]);
  expect(outcomeBadge({ status: "failed", remark_count: 3 }).label).toBe("Failed");
});

test("a remark says what happened to which record", () => {
  const remarks = [
    { change: "moved", type: "ticket_replies", id: "a", parent_type: "tickets", from: "b", to: "c" },
    { change: "moved", type: "conversations", id: "a", parent_type: "contacts", to: "c" },
    { change: "moved", type: "tickets", id: "a", parent_type: "contacts", from: "b" },
    { change: "deleted", type: "replies", id: "a", parent_type: "conversations", from: "b" },
    { change: "deleted", type: "contacts", id: "a" },
    { change: "deleted", type: "ticket_notes" },
    { change: "unlisted" },
  ];
  const parsed = parseRemarks({ remarks: { count: 7, records: remarks } });
  expect(parsed?.records.map(remarkText)).toEqual([
    "Ticket reply a was moved from ticket b to ticket c.",
    "Conversation a was moved to contact c.",
    "Ticket a was moved from contact b.",
    "Reply a in conversation b was deleted.",
    "Contact a was deleted.",
    "All ticket notes were deleted.",
    "Records were being moved or deleted when the export started.",
  ]);
});

test("a list of remarks says how many it leaves out", () => {
  const records = Array.from({ length: 20 }, () => ({ change: "unlisted" as const }));
  const texts = [20, 21, 1000, 1001].map((count) => otherRemarksText({ count, records }));
  expect(texts).toEqual(["", "and 1 other", "and 980 others", "and more than 980 others"]);
});

test("details without remarks, or with something else in their place, have none", () => {
  expect([{}, null, { remarks: "3" }, { remarks: { count: 0, records: [] } }].map(parseRemarks)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

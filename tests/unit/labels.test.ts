import { expect, test } from "vitest";
import { actionLabel, detailLabels } from "@/lib/audit/labels";
import { duration } from "@/lib/format/duration";

test("a duration is as precise as is useful to someone who waits", () => {
  expect([20, 60, 9_949, 12_400, 200_000, 7_500_000].map((milliseconds) => duration(milliseconds))).toEqual([
    "under 0.1 s",
    "0.1 s",
    "9.9 s",
    "12 s",
    "3 min 20 s",
    "2 h 5 min",
  ]);
  expect([20, 60, 9_949].map((milliseconds) => duration(milliseconds, "de"))).toEqual([
    "under 0,1 s",
    "0,1 s",
    "9,9 s",
  ]);
});

test("the records of a file are listed parents first, in singular and plural", () => {
  const counts = { ticket_replies: 1, contacts: 1, replies: 2, messages: 4987, ticket_notes: 0 };
  expect(detailLabels.counts?.format(counts)).toBe(
    "1 contact, 4,987 messages, 2 replies, 1 ticket reply, 0 ticket notes",
  );
});

test("an audit action without a label is shown as it is stored", () => {
  expect(actionLabel("export.completed")).toBe("Export completed");
  expect(actionLabel("export.renamed")).toBe("export.renamed");
  expect(actionLabel("constructor")).toBe("constructor");
});

import { expect, it } from "vitest";
import { details } from "@/components/audit/audit-labels";
import { duration } from "@/lib/format/duration";

it("says how long something took, as exactly as somebody who waits wants it", () => {
  expect([20, 60, 9_949, 12_400, 200_000, 7_500_000].map(duration)).toEqual([
    "under 0.1 s",
    "0.1 s",
    "9.9 s",
    "12 s",
    "3 min 20 s",
    "2 h 5 min",
  ]);
});

it("says what is in a file, from the whole to its parts, one and many", () => {
  const counts = { ticket_replies: 1, contacts: 1, replies: 2, messages: 4987, ticket_notes: 0 };
  expect(details.counts?.show(counts)).toBe("1 contact, 4,987 messages, 2 replies, 1 ticket reply, 0 ticket notes");
});

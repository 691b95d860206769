import { expect, test } from "vitest";
import { relativeTime } from "@/lib/format/relative-time";

const now = new Date("2026-11-24T12:00:00Z");

test.each([
  ["2026-11-24T11:59:01Z", "just now"],
  ["2026-11-24T11:59:00Z", "1 minute ago"],
  ["2026-11-23T12:00:00Z", "yesterday"],
  ["2026-11-10T11:00:00Z", "2 weeks ago"],
  ["1970-01-01T00:00:00Z", "56 years ago"],
  // Future times within a minute: a clock that is slow.
  ["2026-11-24T12:00:59Z", "just now"],
  ["2026-11-24T12:01:00Z", "in 1 minute"],
  ["2026-11-25T12:00:00Z", "tomorrow"],
  ["2030-11-25T12:00:00Z", "in 4 years"],
])("at 2026-11-24T12:00:00Z, the relative time of %s is %s", (then, text) => {
  expect(relativeTime(new Date(then), now)).toBe(text);
});

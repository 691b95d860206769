import { expect, it } from "vitest";
import { afterCursor, isInvalidTimestamp, parseCursor, printCursor } from "@/lib/paging/cursor";

const id = "0d9f5f0e-1111-4222-8333-944445555666";

it.each([
  "2026-11-23T14:33:33.123456+00:00",
  "2026-11-23 14:33:33+05:30",
  "10000-01-01T00:00:00+00:00",
  "0044-03-15T12:00:00-00:01:15 BC",
  "infinity",
  "-infinity",
])("a cursor with created_at %s is parsed as it was printed", (createdAt) => {
  expect(parseCursor(printCursor({ createdAt, id }))).toEqual({ createdAt, id });
});

it.each([
  undefined,
  "",
  "_",
  id,
  `_${id}`,
  `2026-11-23_${id}`,
  "2026-11-23T14:33:33+00:00_",
  "2026-11-23T14:33:33+00:00_not-an-id",
  `2026-11-23T14:33:33.1234567+00:00_${id}`,
  `2026-11-23T14:33:33+00:00",id.gt.0_${id}`,
  `2026-11-23T14:33:33+00:00_${id}),or(id.gt.0`,
])("the query parameter %j is no cursor", (param) => {
  expect(parseCursor(param)).toBeNull();
});

it("the filter of a cursor selects newer rows, and by id among those of the same time", () => {
  expect(afterCursor({ createdAt: "2026-11-23T14:33:33+00:00", id })).toBe(
    `created_at.gt."2026-11-23T14:33:33+00:00",and(created_at.eq."2026-11-23T14:33:33+00:00",id.gt.${id})`,
  );
});

it("Postgres's errors for a date that does not exist are an invalid timestamp, others are not", () => {
  expect(["22007", "22008", "22P02", undefined].map((code) => isInvalidTimestamp({ code }))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

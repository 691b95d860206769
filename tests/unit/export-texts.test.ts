import { expect, test } from "vitest";
import { endText, exportLabel } from "@/lib/exports/labels/export-texts";

test("the label and the outcome of a part say that it is a part", () => {
  expect(exportLabel("audit_log", "csv")).toBe("Audit log as CSV");
  expect(exportLabel("audit_log", "csv", true)).toBe("Part of audit log as CSV");
  const whole = {
    id: "a",
    kind: "contacts",
    format: "csv",
    part: false,
    actorName: "Adam Reyes",
    startedAt: "2026-11-25T10:00:00Z",
    status: "completed",
    rowsWritten: 9,
    rowsTotal: 9,
    bytesWritten: 24_000,
    remarkCount: 0,
    confirmed: true,
    reason: "",
  } as const;
  expect(endText(whole)).toEqual({ title: "Downloaded", text: "9 rows · 24 kB" });
  expect(endText({ ...whole, part: true }).text).toBe("Part of contacts · 9 rows · 24 kB");
});

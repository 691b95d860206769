import { expect, test } from "vitest";
import { endText, exportLabel, withinSentence } from "@/lib/exports/labels/export-texts";

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
    canResume: false,
    reason: "",
  } as const;
  expect(endText(whole)).toEqual({ title: "Downloaded", text: "9 rows · 24 kB" });
  expect(endText({ ...whole, part: true }).text).toBe("Part of contacts · 9 rows · 24 kB");
  const cutOff = {
    ...whole,
    status: "interrupted",
    canResume: true,
    bytesWritten: 12_400_000,
    reason: "Why.",
  } as const;
  expect(endText(cutOff)).toEqual({ title: "Interrupted after 12.4 MB", text: "Why." });
  expect(endText({ ...cutOff, bytesWritten: 0 }).title).toBe("Interrupted");
});

test("a label keeps its abbreviations in the middle of a sentence", () => {
  expect(exportLabel("contact", "html")).toBe("One contact as readable report (HTML)");
  expect(exportLabel("contact", "json")).toBe("One contact as JSON");
  expect(withinSentence("Contacts as CSV")).toBe("contacts as CSV");
  expect(withinSentence("CSV, exact values")).toBe("CSV, exact values");
});

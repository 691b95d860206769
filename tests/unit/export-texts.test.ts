import { expect, test } from "vitest";
import { cutCellsText } from "@/lib/exports/labels/cell-counts";
import { endText, exportLabel, withinSentence } from "@/lib/exports/labels/export-texts";
import { outcomeSentence } from "@/lib/exports/labels/outcome-sentence";
import { completedExport } from "../support/progress-samples";

test("the label and the outcome of a part say that it is a part", () => {
  expect(exportLabel("audit_log", "csv")).toBe("Audit log as CSV");
  expect(exportLabel("audit_log", "csv", true)).toBe("Part of audit log as CSV");
  expect(endText(completedExport)).toEqual({
    ...{ title: "Downloaded", text: "9 rows · 24 kB" },
    ...{ warning: "", variant: "success" },
  });
  expect(endText({ ...completedExport, part: true }).text).toBe("9 rows · 24 kB · a part of the contacts");
  const cutOff = {
    ...completedExport,
    status: "interrupted",
    canResume: true,
    bytesWritten: 12_400_000,
    reason: "Why.",
  } as const;
  expect(endText(cutOff)).toEqual({
    ...{ title: "Interrupted after 12.4 MB", text: "Why." },
    ...{ warning: "", variant: "danger" },
  });
  expect(endText({ ...cutOff, bytesWritten: 0 }).title).toBe("Interrupted");
});

test("the receipt of a part says that the file is complete and holds a part, and that of everything says no less", () => {
  const context = { cancelledBy: undefined, isResumable: false };
  const row = {
    kind: "contacts",
    status: "completed",
    failure: null,
    started_at: "2026-11-25T10:00:00Z",
    remark_count: null,
    is_part: false,
    confirmation: "confirmed",
  } as const;
  expect(outcomeSentence(row, context)).toBe("The complete file was sent.");
  expect(outcomeSentence({ ...row, is_part: true }, context)).toBe(
    "The complete file was sent. It holds a part of the contacts, named below under What.",
  );
  expect(outcomeSentence({ ...row, kind: "audit_log", is_part: true, remark_count: 2 }, context)).toBe(
    "The complete file was sent. It holds a part of the audit log, named below under What. Some records changed while it ran, see Remarks.",
  );
});

test("a download without internal notes says so where it ends", () => {
  const contact = { ...completedExport, kind: "contact", format: "html", includeNotes: false } as const;
  expect(endText(contact).text).toBe("24 kB · without internal notes");
  expect(endText({ ...contact, includeNotes: true }).text).toBe("24 kB");
  expect(endText({ ...contact, kind: "conversations", format: "json", part: true }).text).toBe(
    "9 rows · 24 kB · a part of the conversations · without internal notes",
  );
});

test("a workbook whose cells were shortened says where it ends how many, and which format has the full text", () => {
  const advice = "For the full text, export JSON.";
  const two = `2 cells in notes were too long for Excel and were shortened. ${advice}`;
  const cut = { ...completedExport, format: "xlsx", cellsCut: { contacts: { notes: 2 } } } as const;
  expect(endText(cut)).toMatchObject({ warning: two, variant: "warning" });
  expect(cutCellsText({ contacts: { notes: 1 } })).toBe(
    `1 cell in notes was too long for Excel and was shortened. ${advice}`,
  );
  expect(cutCellsText({ conversations: { subject: 1 }, messages: { content: 2000 } }, "de")).toBe(
    `2.001 cells were too long for Excel and were shortened: 1 in Conversations: subject, 2.000 in Messages: content. ${advice}`,
  );
  for (const none of [null, {}, { contacts: {} }, "notes", { contacts: { notes: "2" } }]) {
    expect(cutCellsText(none)).toBe("");
  }
  // The file of one that failed is not used.
  expect(endText({ ...completedExport, status: "failed", cellsCut: { contacts: { notes: 2 } } }).warning).toBe("");
});

test("a label keeps its abbreviations in the middle of a sentence", () => {
  expect(exportLabel("contact", "html")).toBe("One contact as readable report (HTML)");
  expect(exportLabel("contact", "json")).toBe("One contact as JSON");
  expect(withinSentence("Contacts as CSV")).toBe("contacts as CSV");
  expect(withinSentence("CSV, exact values")).toBe("CSV, exact values");
});

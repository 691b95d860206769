import { expect, it } from "vitest";
import { auditedLine } from "@/lib/audit/audited-export-line";
import type { AuditedExport } from "@/lib/audit/audited-exports";

const partOf = (details: object) =>
  auditedLine({
    seq: 1,
    exportId: null,
    status: null,
    entries: [{ action: "export.audit_log", actor_id: null, details }],
  } as unknown as AuditedExport).part;

it("the audit log names a scope, says whether it is a part, and takes one that cannot be read for a part", () => {
  expect(partOf({ kind: "audit_log" })).toBe("");
  expect(partOf({ kind: "audit_log", scope: { action: "export.failed" } })).toBe("Part. Action: export.failed");
  expect(partOf({ kind: "audit_log", scope: { time_zone: "Europe/Berlin" } })).toBe("Time zone: Europe/Berlin");
  expect(partOf({ kind: "conversations", notes: "exclude" })).toBe("Part. Internal notes: not included");
  expect(partOf({ kind: "contact", notes: "exclude" })).toBe("Without internal notes");
  expect(partOf({ kind: "contact", notes: "include" })).toBe("");
  expect(partOf({ kind: "audit_log", scope: { to: "0001-01-01" } })).toBe("Part. Its scope can’t be shown.");
});

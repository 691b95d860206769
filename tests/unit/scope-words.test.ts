import { describe, expect, it } from "vitest";
import { fileName } from "@/lib/exports/download/file-name";
import { customizeHref } from "@/lib/exports/scope/customize-href";
import { parseScope } from "@/lib/exports/scope/parse-scope";
import { type ExportScope, readScope } from "@/lib/exports/scope/scope";
import { scopeText } from "@/lib/exports/scope/scope-lines";

const name = (scope: ExportScope, kind: "contacts" | "conversations" | "audit_log" = "contacts", includeNotes = true) =>
  fileName({
    slug: "acme",
    kind,
    format: "json",
    compress: null,
    targetId: null,
    scope,
    includeNotes,
    startedAt: "2026-11-25T14:10:59Z",
  });

describe("the name of a file", () => {
  it.each([
    [{ types: ["lead"], created_from: "2026-01-01", created_to: "2026-04-01" }, "leads-2026-01-01_2026-03-31"],
    [{ created_from: "2026-01-01" }, "from-2026-01-01"],
    [{ created_to: "2026-03-01" }, "until-2026-02-28"],
    [{ types: ["lead", "former_customer"] }, "leads-former-customers"],
    [{ columns: ["email"] }, "email"],
    [{ columns: ["source_conversation_id", "source_bot_id", "external_id"] }, "3-columns"],
    [{ time_zone: "America/New_York" }, "america-new-york"],
    [{ time_zone: "Etc/GMT+5" }, "etc-gmt-plus-5"],
    [{ time_zone: "Etc/GMT-5" }, "etc-gmt-minus-5"],
  ] satisfies [ExportScope, string][])("says %j", (scope, selection) => {
    expect(name(scope)).toBe(`acme-contacts-${selection}-2026-11-25T1410Z.json`);
  });

  it("says status, both ranges and missing notes of conversations", () => {
    const scope: ExportScope = { status: ["open"], created_from: "2026-01-01", updated_to: "2026-02-01" };
    expect(name(scope, "conversations", false)).toBe(
      "acme-conversations-open-from-2026-01-01-updated-until-2026-01-31-without-notes-2026-11-25T1410Z.json",
    );
  });

  it("says the filters of the audit log", () => {
    const scope: ExportScope = { actor: "system", action: "export.failed", from: "2026-03-29", to: "2026-03-29" };
    expect(name(scope, "audit_log")).toBe(
      "acme-audit-log-2026-03-29_2026-03-29-by-system-export-failed-2026-11-25T1410Z.json",
    );
  });

  it("stays below 255 characters with every filter", () => {
    const scope: ExportScope = {
      types: ["lead", "contact", "former_customer"],
      created_from: "2026-01-01",
      created_to: "2026-04-01",
      columns: ["source_conversation_id"],
      time_zone: "America/Argentina/ComodRivadavia",
    };
    const file = fileName({
      slug: "a".repeat(63),
      kind: "contacts",
      format: "csv-excel",
      compress: null,
      targetId: null,
      scope,
      includeNotes: true,
      startedAt: "2026-11-25T14:10:59Z",
    });
    expect(file.length).toBeLessThan(255);
    expect(file).toMatch(/^[a-z0-9_-]+-excel-2026-11-25T1410Z\.csv$/);
  });
});

it("a scope in words names the last day that is in the file", () => {
  expect(scopeText({ types: ["lead", "visitor"], created_from: "2026-01-01", created_to: "2026-04-01" })).toBe(
    "Types: leads and visitors; Created: 2026-01-01 to 2026-03-31",
  );
  expect(scopeText({}, false)).toBe("Internal notes: not included");
  expect(scopeText({})).toBe("");
});

it.each([{ to: "0001-01-01" }, { action: "approved.by.the.auditor" }, { region: "EU" }, null, "{", []])(
  "a scope that cannot be read, such as %j, throws nothing and is not shown as everything",
  (stored) => {
    expect(readScope(stored)).toBeNull();
    expect(scopeText(readScope(stored))).toBe("Its scope can’t be shown.");
  },
);

it("a scope is read as it is stored, also as text", () => {
  expect(readScope({ types: ["lead"] })).toEqual({ types: ["lead"] });
  expect(readScope('{"types":["lead"]}')).toEqual({ types: ["lead"] });
});

it("the address of the customize page is read as the scope that it was made of", () => {
  const scope: ExportScope = { types: ["lead", "visitor"], columns: ["id", "email"], time_zone: "Etc/GMT+5" };
  const { searchParams } = new URL(customizeHref("acme", "contacts", scope), "http://hydra.test");
  expect(parseScope("contacts", Object.fromEntries(searchParams))).toEqual({ scope, problems: [] });
});

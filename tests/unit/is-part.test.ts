import { expect, it } from "vitest";
import { contactColumnNames } from "@/lib/exports/contacts-columns";
import { type ExportScope, isPart } from "@/lib/exports/scope/scope";

// The cases of private.is_part.

type Case = [name: string, kind: string, scope: ExportScope, includeNotes: boolean];
const columns = contactColumnNames.toReversed();
const time_zone = "Europe/Berlin";

const wholes: Case[] = [
  ["everything", "contacts", {}, true],
  ["a time zone", "contacts", { time_zone }, true],
  ["another order of all columns", "contacts", { columns }, true],
  ["a time zone and another order of all columns", "contacts", { time_zone, columns }, true],
  ["a single contact without internal notes", "contact", {}, false],
];
it.each(wholes)("an export of %s leaves nothing out", (_name, kind, scope, includeNotes) => {
  expect(isPart(kind, scope, includeNotes)).toBe(false);
});

const parts: Case[] = [
  ["one type", "contacts", { types: ["lead"] }, true],
  ["some days in a time zone", "contacts", { created_from: "2026-01-01", time_zone }, true],
  ["fewer columns", "contacts", { columns: columns.slice(1) }, true],
  ["one action", "audit_log", { action: "export.failed" }, true],
  ["conversations without internal notes", "conversations", {}, false],
];
it.each(parts)("an export of %s is a part", (_name, kind, scope, includeNotes) => {
  expect(isPart(kind, scope, includeNotes)).toBe(true);
});

import { describe, expect, it } from "vitest";
import { parseScope } from "@/lib/exports/scope/parse-scope";
import { requestFields } from "@/lib/exports/scope/request-fields";
import type { ExportScope } from "@/lib/exports/scope/scope";

const parsed = (kind: Parameters<typeof parseScope>[0], fields: Record<string, unknown>) => {
  const { scope, problems } = parseScope(kind, fields);
  expect(problems).toEqual([]);
  return scope;
};

describe("a scope", () => {
  it("keeps every filter of contacts", () => {
    const fields = {
      types: ["lead", "visitor"],
      created_from: "2026-01-01",
      created_to: "2026-04-01",
      columns: ["email", "id"],
      time_zone: "Europe/Berlin",
    };
    expect(parsed("contacts", fields)).toEqual(fields);
  });

  it("reads lists from JSON, from repeated fields and from text with commas alike", () => {
    for (const types of [["visitor", "lead"], "visitor,lead", " visitor , lead ", ["visitor,lead"]]) {
      expect(parsed("contacts", { types })).toEqual({ types: ["lead", "visitor"] });
    }
  });

  it.each([
    ["all types", "contacts", { types: "visitor,former_customer,contact,lead" }],
    ["a type named twice with all others", "contacts", { types: "lead,lead,contact,former_customer,visitor" }],
    ["all statuses", "conversations", { status: "open,assigned,waiting,resolved" }],
    ["UTC", "contacts", { time_zone: "UTC" }],
    ["empty fields of a form", "contacts", { types: "", created_from: "", created_to: "", columns: "", time_zone: "" }],
    ["fields of another kind", "contacts", { status: "open" }],
  ] as const)("is everything with %s", (_case, kind, fields) => {
    expect(parsed(kind, fields)).toEqual({});
  });

  it("names each type once", () => {
    expect(parsed("contacts", { types: "lead,visitor,lead" })).toEqual({ types: ["lead", "visitor"] });
  });

  it("keeps an order of all columns that is not the usual one", () => {
    const usual =
      "id,type,email,name,company,job_title,phone,source,external_id,account_id,source_bot_id,source_conversation_id,notes,metadata,churn_reasons,created_at,last_seen_at,promoted_at,churned_at".split(
        ",",
      );
    expect(parsed("contacts", { columns: usual })).toEqual({});
    const columns = [...usual].reverse();
    expect(parsed("contacts", { columns })).toEqual({ columns });
  });

  it("has one day of the audit log when from is to", () => {
    expect(parsed("audit_log", { from: "2026-03-29", to: "2026-03-29" })).toEqual({
      from: "2026-03-29",
      to: "2026-03-29",
    });
  });

  it.each(["Europe/Berlin", "America/Argentina/Buenos_Aires", "America/Port-au-Prince", "Asia/Kolkata", "Etc/GMT+5"])(
    "takes the time zone %s",
    (time_zone) => {
      expect(parsed("contacts", { time_zone })).toEqual({ time_zone });
    },
  );
});

it.each<[Parameters<typeof parseScope>[0], ExportScope]>([
  ["contacts", {}],
  [
    "contacts",
    {
      types: ["lead", "visitor"],
      created_from: "2026-01-01",
      created_to: "2026-04-01",
      columns: ["email", "id"],
      time_zone: "Europe/Berlin",
    },
  ],
  [
    "conversations",
    {
      status: ["open", "waiting"],
      created_from: "2026-01-01",
      created_to: "2026-01-02",
      updated_from: "2026-02-01",
      updated_to: "2026-03-01",
      time_zone: "Asia/Kolkata",
    },
  ],
  ["audit_log", { actor: "system", action: "export.contacts", from: "2026-03-29", to: "2026-03-29" }],
])("a scope of %s is the same when it is read from its request fields: %o", (kind, scope) => {
  expect(parsed(kind, requestFields(scope))).toEqual(scope);
});

describe("a bad scope", () => {
  it("is refused with a sentence about each bad field at once", () => {
    const { problems } = parseScope("contacts", {
      types: ["lead", "boss"],
      created_from: "2026-02-30",
      created_to: "tomorrow",
      columns: "email,password",
      time_zone: "Mars/Phobos",
    });
    for (const field of ["types", "created_from", "created_to", "columns", "time_zone"]) {
      expect(problems.filter((problem) => problem.startsWith(`${field} `))).toHaveLength(1);
    }
    expect(problems).toHaveLength(5);
  });

  it("names the range besides other problems", () => {
    const fields = { status: "closed", created_from: "2026-02-01", created_to: "2026-01-01" };
    expect(parseScope("conversations", fields).problems.join()).toMatch(
      /status must.*created_to must be after created_from/,
    );
  });

  it.each([
    ["a range that begins after its end", { created_from: "2026-02-02", created_to: "2026-02-01" }, /created_to/],
    ["a range without a day", { created_from: "2026-02-01", created_to: "2026-02-01" }, /created_to/],
    ["a column named twice", { columns: "email,id,email" }, /columns/],
    ["an empty list", { types: [] }, /types/],
    ["a number for a list", { types: 1 }, /types/],
    ["an object in a list", { columns: [{ a: 1 }] }, /columns/],
    ["a number for a day", { created_from: 20260101 }, /created_from/],
    ["a time for a day", { created_from: "2026-01-01T00:00:00Z" }, /created_from/],
    ["a day before all", { created_from: "0000-01-01" }, /created_from/],
    ["a year of five digits", { created_to: "10000-01-01" }, /created_to/],
    ["an offset for a time zone", { time_zone: "+01:00" }, /time_zone/],
    ["an abbreviation for a time zone", { time_zone: "CET" }, /time_zone/],
    ["a zone that Postgres would make up", { time_zone: "FOO5" }, /time_zone/],
    ["a zone in lower case", { time_zone: "europe/berlin" }, /time_zone/],
    ["SQL for a time zone", { time_zone: "Europe/Berlin'; drop table customers" }, /time_zone/],
    ["two days for one", { created_from: ["2026-01-01", "2026-01-02"] }, /created_from/],
  ])("with %s is refused", (_case, fields, problem) => {
    expect(parseScope("contacts", fields).problems).toEqual([expect.stringMatching(problem)]);
  });

  it.each([
    ["an actor that is no id", { actor: "somebody" }, /actor/],
    ["an action that is none", { action: "DROP TABLE" }, /action/],
    ["an action that the log does not know", { action: "approved.by.the.auditor" }, /action/],
    ["days in the wrong order", { from: "2026-02-02", to: "2026-02-01" }, /to must not be before from/],
  ])("of the audit log with %s is refused", (_case, fields, problem) => {
    expect(parseScope("audit_log", fields).problems).toEqual([expect.stringMatching(problem)]);
  });
});

// Entries one by one: what they may hold, how they are hashed, exported and listed.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalDetails, canonicalEntry } from "@/lib/audit/canonical-form";
import { parseExactJson } from "@/lib/format/exact-json";
import { addEntries } from "../support/audit-entries";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { withoutTriggers } from "../support/without-triggers";
import { endedExport, makeWorkspace } from "../support/workspace";

let owner: TestUser;
beforeAll(async () => {
  owner = await TestUser.signedIn("owner@acme.test");
});

describe("an audit entry", () => {
  it.each([
    ["a fraction", '{"a": 1.5}'],
    ["an integer with decimals", '{"a": [1.0]}'],
    ["20 digits", '{"a": {"b": 12345678901234567890}}'],
    ["2^53", '{"a": 9007199254740992}'],
    ["a key with a capital letter", '{"a": {"B": 1}}'],
    ["a key of 64 characters", `{"${"a".repeat(64)}": 1}`],
    ["nine levels", `{"a": ${"[".repeat(8)}${"]".repeat(8)}}`],
    ["a list", "[1]"],
    ["17 kB", `{"a": "${"x".repeat(17_000)}"}`],
  ])("is refused when its details have %s", async (_what, details) => {
    const { id } = await makeWorkspace("refused");
    await expect(addEntries({ tenant: id, details })).rejects.toThrow(/^The details of an audit entry must be/);
    expect(await sql`select from audit_log where tenant_id = ${id}`).toHaveLength(0);
  });
});

describe("the canonical form of an entry", () => {
  const goodKey = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/);
  const anyKey = fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", ""));
  /** JSON that Postgres can store, with every kind of number, key and nesting. */
  const json: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 10, depthSize: "large" },
      fc.string({ unit: "binary" }).map((text) => JSON.stringify(text.replaceAll("\0", ""))),
      fc.constantFrom("true", "false", "null", "{}", "[]"),
      fc.maxSafeInteger().map(String),
      fc.constantFrom(
        "9007199254740991",
        "-9007199254740992",
        "12345678901234567890",
        "1.50",
        "1.0",
        "1e3",
        "-0",
        "0.1",
      ),
      fc.array(tie("value"), { maxLength: 3 }).map((elements) => `[${elements.join(",")}]`),
      fc
        .array(fc.tuple(fc.oneof({ weight: 9, arbitrary: goodKey }, { weight: 1, arbitrary: anyKey }), tie("value")), {
          maxLength: 4,
        })
        .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`),
    ),
  })).value;
  const details = fc.array(fc.tuple(goodKey, json), { maxLength: 6 });

  it("is the same bytes in SQL and in TypeScript, or refused by both, for random details", async () => {
    const samples = fc
      .sample(details, 3_000)
      .map((members) => `{${members.map(([key, value]) => `"${key}":${value}`).join(",")}}`);
    const rows = await sql`
      select details::jsonb::text as printed, private.canonical_json(details::jsonb) as canonical
      from unnest(${samples}::text[]) details`;
    let accepted = 0;
    for (const { printed, canonical } of rows) {
      if (canonical === null) expect(() => canonicalDetails(parseExactJson(printed))).toThrow("canonical");
      else expect(canonicalDetails(parseExactJson(printed))).toBe(canonical);
      if (canonical !== null) accepted++;
    }
    // Both outcomes are tested.
    expect(accepted).toBeGreaterThan(300);
    expect(rows.length - accepted).toBeGreaterThan(300);
  });

  it("is the same bytes in SQL and in TypeScript for random fields, as they are exported", async () => {
    const text = fc.option(fc.string({ unit: "binary" }).map((value) => value.replaceAll("\0", "")));
    const entry = fc.record({
      id: fc.uuid(),
      tenant_id: fc.uuid(),
      seq: fc.maxSafeInteger(),
      actor_id: fc.option(fc.uuid()),
      actor_email: text,
      actor_name: text,
      actor_role: fc.constantFrom("owner", "admin", null),
      action: fc.string(),
      target_type: text,
      target_id: fc.option(fc.uuid()),
      details: fc.constant({ rows: 1 }),
      ip: text,
      user_agent: text,
      created_at: fc.constantFrom(
        "2026-11-25 16:00:00.120+02",
        "0044-03-15 00:00:00+00 BC",
        "12026-01-01 00:00:00.000001+00",
      ),
      form_version: fc.constant(1),
      previous_hash: text.map((value) => value ?? ""),
      hash: fc.constant("not hashed"),
    });
    const rows = await sql`
      select row_to_json(e)::text as printed, private.canonical_entry(e) as canonical
      from jsonb_array_elements(${sql.json(fc.sample(entry, 1_000).map((e) => ({ ...e, action: e.action.replaceAll("\0", "") })) as never)}) sample,
        jsonb_populate_record(null::audit_log, sample) e`;
    expect(rows).toHaveLength(1_000);
    for (const { printed, canonical } of rows) {
      expect(canonicalEntry(parseExactJson(printed) as Record<string, unknown>)).toBe(canonical);
    }
  });
});

describe("after the clock has been set back", () => {
  let workspace: { id: string; slug: string };
  beforeAll(async () => {
    workspace = await makeWorkspace("clock");
    for (let count = 0; count < 4; count++) {
      const { id, response } = await owner.download({ workspace: workspace.slug, kind: "contacts", format: "csv" });
      await response.arrayBuffer();
      await endedExport(id);
    }
    // Entries 1 and 2 are dated an hour ahead, entry 5 on an earlier day.
    await withoutTriggers("audit_log", async (tx) => {
      await tx`update audit_log set created_at = created_at + interval '1 hour' where tenant_id = ${workspace.id} and seq <= 2`;
      await tx`update audit_log set created_at = '2026-03-04 12:00:00+00' where tenant_id = ${workspace.id} and seq = 5`;
      await tx`update audit_log set created_at = '2026-03-05 00:00:00+00' where tenant_id = ${workspace.id} and seq = 6`;
    });
  });

  it("an audit log export has every entry up to the newest one when it started", async () => {
    const { response } = await owner.download({ workspace: workspace.slug, kind: "audit_log", format: "json" });
    const entries = (await response.json()) as { seq: number }[];
    // Its own request is the ninth.
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it.each([
    ["from=2026-03-04&to=2026-03-04", [5]],
    // 5 and 6 are of one export, which is listed once.
    ["to=2026-03-05", [6]],
    ["from=2026-03-05&to=2026-03-06", [6]],
    ["from=2026-03-06&action=export.contacts", [1, 7, 3]],
    ["from=2026-03-06&action=export.contacts&before=1", [7, 3]],
    ["action=export.contacts&before=7", [3, 5]],
    ["from=2026-03-05&to=2026-03-05&time_zone=America/New_York", []],
    ["from=2026-03-04&to=2026-03-04&time_zone=America/New_York", [6]],
  ])("the audit log page shows the exports of exactly the chosen days, each once: %s", async (query, seqs) => {
    const html = await (await owner.fetch(`/${workspace.slug}/team/audit-log?${query}`)).text();
    const shown = [...html.matchAll(/<tr id="line-(\d+)"/g)].map(([, seq]) => Number(seq));
    expect(shown).toEqual(seqs);
  });

  it("the audit log page shows the days in UTC and says so when only Node knows the time zone", async () => {
    const days = "from=2026-03-04&to=2026-03-04&time_zone=US/Pacific-New";
    const response = await owner.fetch(`/${workspace.slug}/team/audit-log?${days}`);
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain("time_zone is not known to the database. Days and times are in UTC.");
    expect([...html.matchAll(/<tr id="line-(\d+)"/g)].map(([, seq]) => seq)).toEqual(["5"]);
  });
});

it("the audit log page stays small when entries are as large as they can be", async () => {
  const { id, slug } = await makeWorkspace("large-entries");
  const details = JSON.stringify({
    text: "x".repeat(15_000),
    rows: 12_345,
    ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`k${n}`, n])),
  });
  await addEntries({ tenant: id, details, actorName: "N".repeat(1_000_000), times: 60 });
  const response = await owner.fetch(`/${slug}/team/audit-log`);
  expect(response.status).toBe(200);
  const html = await response.text();
  expect(html.length).toBeLessThan(1_500_000);
  expect(html).toContain("12,345");
  expect(html).toContain("Some values are too long to show.");
  expect(html).not.toContain("x".repeat(1_000));
  expect(html).not.toContain("N".repeat(1_000));
});

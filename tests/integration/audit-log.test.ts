import fc from "fast-check";
import type { TransactionSql } from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalDetails, canonicalEntry } from "@/lib/audit/canonical-form";
import { type LogReport, verifyLogFile } from "@/lib/audit/verify-log-file";
import { parseExactJson } from "@/lib/format/exact-json";
import { schemaErrors } from "../support/json-schema";
import { accessTokenOf, dataApi, openExport } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { withoutTriggers } from "../support/without-triggers";
import { endedExport, makeWorkspace } from "../support/workspace";

let owner: TestUser;
let admin: TestUser;
beforeAll(async () => {
  [owner, admin] = [await TestUser.signedIn("owner@acme.test"), await TestUser.signedIn("admin@acme.test")];
});

/** Downloads the audit log of a workspace as JSON. */
async function downloadLog(slug: string): Promise<string> {
  const { response } = await owner.download({ workspace: slug, kind: "audit_log", format: "json" });
  return response.text();
}

/** Checks a downloaded log with code that shares nothing with the database. */
function checkFile(text: string): Promise<LogReport> {
  return verifyLogFile(new Blob([text]).stream());
}

type Problem = { seq?: number; export?: string; reason: string };
type Verification = { entries: number; exports: number; problemCount: number; problems: Problem[] };

/** Verifies the whole log through the app, range by range, as "Verify log" does. */
async function verifyLog(slug: string): Promise<Verification> {
  const result: Verification = { entries: 0, exports: 0, problemCount: 0, problems: [] };
  const fetchRange = async (path: string, position: Record<string, string>) => {
    const query = new URLSearchParams({ workspace: slug, ...position });
    const range = await (await owner.fetch(`/api/audit-log/${path}?${query}`)).json();
    result.problemCount += range.problemCount;
    result.problems.push(...range.problems);
    return range;
  };
  for (let position = {}; ; ) {
    const { checked, last } = await fetchRange("verify", position);
    if (checked === 0) break;
    result.entries += checked;
    position = last;
  }
  for (let position = {}; ; ) {
    const { checked, last } = await fetchRange("verify/exports", position);
    if (checked === 0) return result;
    result.exports += checked;
    position = { after: last };
  }
}

/** Downloads contacts of a workspace, which writes two entries. @returns the id of the export */
async function exportContacts(slug: string): Promise<string> {
  const { id, response } = await owner.download({ workspace: slug, kind: "contacts", format: "csv" });
  await response.arrayBuffer();
  await endedExport(id);
  return id;
}

type NewEntry = { tenant: string; details: string; actorName?: string; times?: number };

/** Adds entries as a trigger of another table than exports would. @param details as JSON */
async function addEntries({ tenant, details, actorName = "", times = 1 }: NewEntry): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`create temp table source (details jsonb, actor_name text) on commit drop`;
    await tx.unsafe(`
      create or replace function pg_temp.add_entry() returns trigger language plpgsql as $$
      begin
        insert into public.audit_log (tenant_id, action, details, actor_id, actor_name)
        values ('${tenant}', 'export.expired', new.details, '${tenant}', new.actor_name);
        return null;
      end $$;
      create trigger add_entry after insert on source for each row execute function pg_temp.add_entry()`);
    await tx`insert into source select ${details}::text::jsonb, ${actorName} from generate_series(1, ${times})`;
  });
}

/** Numbers a workspace's log from 1 and calculates all hashes, as a superuser who covers their traces would. */
async function recomputeChain(tx: TransactionSql, tenant: string): Promise<void> {
  await tx.unsafe(`
    do $$
    declare
      entry public.audit_log;
      previous text := repeat('0', 64);
      number int := 0;
    begin
      for entry in select * from public.audit_log where tenant_id = '${tenant}' order by seq loop
        number := number + 1;
        update public.audit_log set seq = number, previous_hash = previous where id = entry.id returning * into entry;
        update public.audit_log set hash = encode(sha256(convert_to(private.canonical_entry(entry), 'UTF8')), 'hex')
        where id = entry.id returning hash into previous;
      end loop;
    end $$`);
}

describe("the hash chain of the audit log", () => {
  it("has no gap and no fork after 20 concurrent exports in two workspaces", async () => {
    const workspaces = [await makeWorkspace("chain-a"), await makeWorkspace("chain-b")];
    for (const { id } of workspaces) await sql`update tenants set max_running_exports = 20 where id = ${id}`;
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const { slug } = workspaces[index % 2] as { slug: string };
        const { id, response } = await (index % 3 ? owner : admin).download({
          workspace: slug,
          kind: "contacts",
          format: "csv",
        });
        await response.arrayBuffer();
        await endedExport(id);
      }),
    );
    for (const { id, slug } of workspaces) {
      const seqs = await sql`select seq::int from audit_log where tenant_id = ${id} order by seq`;
      expect(seqs.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(await verifyLog(slug)).toEqual({ entries: 20, exports: 10, problemCount: 0, problems: [] });
      // That export adds an entry.
      const log = await downloadLog(slug);
      expect(await checkFile(log)).toMatchObject({ entries: 21, problems: [], unhashedFields: [] });
      expect(schemaErrors("audit_log", JSON.parse(log))).toEqual([]);
    }
  });

  describe("changed by a superuser with triggers disabled", () => {
    let workspace: { id: string; slug: string };
    /** Of exports with the entries 1 and 2, 3 and 4, and so on. */
    const exports: string[] = [];
    beforeAll(async () => {
      workspace = await makeWorkspace("tampered");
      for (let count = 0; count < 4; count++) exports.push(await exportContacts(workspace.slug));
    });

    type Change = (tx: TransactionSql, tenant: string) => Promise<unknown>;

    /** What verification finds after a change, which is rolled back; as the signed-in owner, since the functions use its rights. */
    async function after(change: Change): Promise<string[]> {
      let found: string[] = [];
      const rollback = new Error("rollback");
      await sql
        .begin(async (tx) => {
          await tx`alter table audit_log disable trigger all`;
          await tx`alter table exports disable trigger all`;
          await change(tx, workspace.id);
          const [user] = await tx`select id from auth.users where email = 'owner@acme.test'`;
          await tx`select set_config('request.jwt.claim.sub', ${user?.id}, true),
            set_config('request.jwt.claims', ${JSON.stringify({ sub: user?.id, role: "authenticated" })}, true)`;
          await tx`set local role authenticated`;
          const ranges = await tx`
            select problems, problem_count from verify_audit_log(${workspace.id})
            union all select problems, problem_count from verify_audited_exports(${workspace.id})`;
          found = ranges
            .flatMap(({ problems }) => problems as Problem[])
            .map(({ seq, export: id, reason }) => `${seq ?? `export ${exports.indexOf(id ?? "") + 1}`}: ${reason}`);
          expect(found).toHaveLength(ranges.reduce((sum, { problem_count }) => sum + problem_count, 0));
          throw rollback;
        })
        .catch((error) => expect(error).toBe(rollback));
      return found;
    }

    it.each<[string, Change, string[]]>([
      ["nothing", async () => {}, []],
      ["a new column", (tx) => tx`alter table audit_log add column note text default 'x'`, []],
      [
        "an edit",
        (tx, t) => tx`update audit_log set actor_name = 'Evil' where tenant_id = ${t} and seq = 5`,
        ["5: it was changed; it does not match its export"],
      ],
      [
        "an edit of the time",
        (tx, t) =>
          tx`update audit_log set created_at = created_at + interval '1 microsecond' where tenant_id = ${t} and seq = 1`,
        ["1: it was changed"],
      ],
      [
        "an edit of the details",
        (tx, t) =>
          tx`update audit_log set details = details || '{"milliseconds": 1}' where tenant_id = ${t} and seq = 2`,
        ["2: it was changed"],
      ],
      [
        "a number that is no integer in the details",
        (tx, t) => tx`update audit_log set details = details || '{"rows": 1.50}' where tenant_id = ${t} and seq = 2`,
        ["2: it is not in canonical form; it does not match its export"],
      ],
      [
        "details nested 3,000 deep",
        (tx, t) =>
          tx`update audit_log set details = details || jsonb_build_object('a', (repeat('[', 3000) || repeat(']', 3000))::jsonb)
            where tenant_id = ${t} and seq = 2`,
        ["2: it is not in canonical form"],
      ],
      [
        "another form version",
        (tx, t) => tx`update audit_log set form_version = 2 where tenant_id = ${t} and seq = 2`,
        ["2: its form version is unknown"],
      ],
      [
        "a deletion",
        (tx, t) => tx`delete from audit_log where tenant_id = ${t} and seq = 3`,
        ["4: entries before it are missing", "export 2: the log has no entry of its request"],
      ],
      [
        "a deletion of the newest entry",
        (tx, t) => tx`delete from audit_log where tenant_id = ${t} and seq = 8`,
        ["export 4: the log has no entry of its outcome"],
      ],
      [
        "a deletion of the whole log",
        (tx, t) => tx`delete from audit_log where tenant_id = ${t}`,
        [1, 2, 3, 4].map((number) => `export ${number}: the log has no entry of its request`),
      ],
      [
        "a reordering",
        async (tx, t) => {
          await tx`update audit_log set seq = case seq when 3 then 1004 else 1003 end where tenant_id = ${t} and seq in (3, 4)`;
          await tx`update audit_log set seq = seq - 1000 where tenant_id = ${t} and seq > 1000`;
        },
        [
          "3: it does not follow the entry before it; it was changed",
          "4: it does not follow the entry before it; it was changed",
          "5: it does not follow the entry before it",
        ],
      ],
      [
        "numbers of 0 and less",
        (tx, t) => tx`update audit_log set seq = seq - 2 where tenant_id = ${t} and seq <= 2`,
        [
          "-1: its number is below 1; it was changed",
          "0: its number is below 1; it was changed",
          "3: entries before it are missing",
        ],
      ],
      [
        "an entry before the first one",
        (tx, t) =>
          tx`insert into audit_log (tenant_id, seq, action, details, form_version, previous_hash, hash)
            select tenant_id, 0, action, details, 1, previous_hash, hash from audit_log where tenant_id = ${t} and seq = 1`,
        [
          "0: its number is below 1; it was changed; it does not match its export",
          "export 1: the log has several entries of its request",
        ],
      ],
      [
        "a second entry with the same number",
        async (tx, t) => {
          await tx`alter table audit_log drop constraint audit_log_tenant_id_seq_key`;
          await tx`insert into audit_log (id, tenant_id, seq, action, details, form_version, previous_hash, hash)
            select 'ffffffff-ffff-ffff-ffff-ffffffffffff', tenant_id, seq, action, details, 1, previous_hash, hash
            from audit_log where tenant_id = ${t} and seq = 8`;
        },
        [
          "8: another entry has the same number; it was changed; it does not match its export",
          "export 4: the log has several entries of its outcome",
        ],
      ],
      [
        "three edits at once",
        async (tx, t) => {
          await tx`update audit_log set created_at = '2020-01-01' where tenant_id = ${t} and seq in (2, 7)`;
          await tx`delete from exports where id = ${exports[1] as string}`;
        },
        ["2: it was changed", "3: its export is missing", "4: its export is missing", "7: it was changed"],
      ],
    ])("is verified with every problem after %s", async (_what, change, problems) => {
      expect(await after(change)).toEqual(problems);
    });

    it.each<[string, Change, string[]]>([
      [
        "an outcome was edited",
        (tx, t) => tx`update audit_log set details = details || '{"rows": 7}' where tenant_id = ${t} and seq = 4`,
        ["4: it does not match its export"],
      ],
      [
        "a hash was edited",
        (tx, t) =>
          tx`update audit_log set details = details || jsonb_build_object('sha256', repeat('a', 64)) where tenant_id = ${t} and seq = 4`,
        ["4: it does not match its export"],
      ],
      [
        "a request was edited",
        (tx, t) => tx`update audit_log set details = details || '{"rows": 7}' where tenant_id = ${t} and seq = 3`,
        ["3: it does not match its export"],
      ],
      [
        "an actor was replaced",
        (tx, t) => tx`update audit_log set actor_name = 'Evil' where tenant_id = ${t} and seq in (3, 4)`,
        ["3: it does not match its export", "4: it does not match its export"],
      ],
      [
        "an actor was removed",
        (tx, t) =>
          tx`update audit_log set actor_id = null, actor_name = null, actor_email = null, actor_role = null
            where tenant_id = ${t} and seq = 4`,
        ["4: it does not match its export"],
      ],
      [
        "an action was replaced",
        async (tx, t) => {
          await tx`update audit_log set action = 'export.conversations' where tenant_id = ${t} and seq = 3`;
          await tx`update audit_log set action = 'export.failed' where tenant_id = ${t} and seq = 4`;
        },
        [
          "3: it does not match its export",
          "4: it does not match its export",
          "export 2: the log has no entry of its request",
        ],
      ],
      [
        "an export was removed from the log",
        (tx, t) => tx`delete from audit_log where tenant_id = ${t} and seq in (3, 4)`,
        ["export 2: the log has no entry of its request"],
      ],
      [
        "an outcome was removed from the log",
        (tx, t) => tx`delete from audit_log where tenant_id = ${t} and seq = 4`,
        ["export 2: the log has no entry of its outcome"],
      ],
    ])("does not match the exports when it was recomputed after %s", async (_what, change, problems) => {
      const recomputed = async (tx: TransactionSql, tenant: string) => {
        await change(tx, tenant);
        await recomputeChain(tx, tenant);
      };
      expect(await after(recomputed)).toEqual(problems);
    });

    it.each<[string, (tx: TransactionSql, id: string) => Promise<unknown>, string[]]>([
      [
        "rows",
        (tx, id) => tx`update exports set rows_written = 7 where id = ${id}`,
        ["4: it does not match its export"],
      ],
      [
        "bytes",
        (tx, id) => tx`update exports set bytes_written = 7 where id = ${id}`,
        ["4: it does not match its export"],
      ],
      [
        "hash",
        (tx, id) => tx`update exports set sha256 = repeat('a', 64) where id = ${id}`,
        ["4: it does not match its export"],
      ],
      [
        "format",
        (tx, id) => tx`update exports set format = 'json' where id = ${id}`,
        ["3: it does not match its export", "4: it does not match its export"],
      ],
      [
        "outcome",
        (tx, id) => tx`update exports set status = 'failed' where id = ${id}`,
        ["export 2: the log has no entry of its outcome"],
      ],
    ])("does not match an export whose %s was changed", async (_what, change, problems) => {
      expect(await after((tx) => change(tx, exports[1] as string))).toEqual(problems);
    });
  });

  describe("longer than one range of verification", () => {
    const length = 5_600;
    let workspace: { id: string; slug: string };
    beforeAll(async () => {
      workspace = await makeWorkspace("long-log");
      // Exports that are never downloaded: each writes one entry, by the ordinary triggers.
      await sql`update tenants set max_running_exports = 1000 where id = ${workspace.id}`;
      await sql.begin(async (tx) => {
        const [member] = await tx`select user_id from members where tenant_id = ${workspace.id} and role = 'owner'`;
        await tx`select set_config('request.jwt.claim.sub', ${member?.user_id}, true)`;
        await tx`
          insert into exports (tenant_id, kind, format) select ${workspace.id}, 'contacts', 'csv' from generate_series(1, ${length})`;
      });
    });

    it("is verified to its last entry", async () => {
      const first = await owner.fetch(`/api/audit-log/verify?workspace=${workspace.slug}`);
      expect(await first.json()).toMatchObject({ checked: 5_000, last: { seq: "5000" }, problemCount: 0 });
      expect(await verifyLog(workspace.slug)).toEqual({
        entries: length,
        exports: length,
        problemCount: 0,
        problems: [],
      });
    });

    it("is verified with every problem, whichever range it is in, the first 100 of each range named", async () => {
      const shift = (microseconds: number) =>
        withoutTriggers(
          "audit_log",
          (tx) => tx`
            update audit_log set created_at = created_at + ${microseconds} * interval '1 microsecond'
            where tenant_id = ${workspace.id} and (seq <= 150 or seq in (5001, ${length}))`,
        );
      await shift(1);
      const { problemCount, problems } = await verifyLog(workspace.slug).finally(() => shift(-1));
      expect(problemCount).toBe(152);
      expect(problems).toEqual(
        [...Array.from({ length: 100 }, (_, index) => index + 1), 5_001, length].map((seq) => ({
          seq,
          reason: "it was changed",
        })),
      );
    });
  });

  it("can be verified by admins of the workspace only", async () => {
    const member = await TestUser.signedIn("member@acme.test");
    const elsewhere = await TestUser.signedIn("admin@globex.test");
    for (const path of ["verify", "verify/exports"]) {
      const address = `/api/audit-log/${path}?workspace=acme`;
      expect((await TestUser.signedOut().fetch(address)).status).toBe(401);
      expect((await member.fetch(address)).status).toBe(403);
      expect((await elsewhere.fetch(address)).status).toBe(404);
    }
    for (const seq of ["x", "1.5", "9223372036854775808", "12345678901234567890123"]) {
      expect((await owner.fetch(`/api/audit-log/verify?workspace=acme&seq=${seq}`)).status).toBe(400);
    }
    const cursor = "2026-02-30 00:00:00+00_a0000000-0000-4000-8000-000000000000";
    for (const after of ["x", encodeURIComponent(cursor)]) {
      expect((await owner.fetch(`/api/audit-log/verify/exports?workspace=acme&after=${after}`)).status).toBe(400);
    }
  });
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
    for (let count = 0; count < 4; count++) await exportContacts(workspace.slug);
    // Entries 1 and 2 are dated an hour ahead, entry 5 on an earlier day.
    await withoutTriggers("audit_log", async (tx) => {
      await tx`update audit_log set created_at = created_at + interval '1 hour' where tenant_id = ${workspace.id} and seq <= 2`;
      await tx`update audit_log set created_at = '2026-03-04 12:00:00+00' where tenant_id = ${workspace.id} and seq = 5`;
      await tx`update audit_log set created_at = '2026-03-05 00:00:00+00' where tenant_id = ${workspace.id} and seq = 6`;
    });
  });

  it("an audit log export has every entry up to the newest one when it started", async () => {
    const entries = JSON.parse(await downloadLog(workspace.slug)) as { seq: number }[];
    // Its own request is the ninth.
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("an audit log export has no entry that was added after it had started, whatever its time", async () => {
    const { id } = await makeWorkspace("later");
    const client = dataApi(await accessTokenOf("owner@acme.test"));
    const { id: exportId } = await openExport(client, { tenant_id: id, kind: "audit_log", format: "json" });
    await addEntries({ tenant: id, details: "{}" });
    const [row] = await sql`select cutoff_seq::int from exports where id = ${exportId}`;
    expect(row?.cutoff_seq).toBe(1);
  });

  it.each([
    ["from=2026-03-04&to=2026-03-04", [5]],
    ["to=2026-03-05", [6, 5]],
    ["from=2026-03-05&to=2026-03-06", [6]],
    ["from=2026-03-06&action=export.contacts", [9, 7, 3, 1]],
    ["to=2026-03-06&before=6", [5]],
  ])("the audit log page shows the entries of exactly the chosen days: %s", async (query, seqs) => {
    const html = await (await owner.fetch(`/${workspace.slug}/team/audit-log?${query}`)).text();
    const shown = [...html.matchAll(/id="entry-(\d+)"/g)].map(([, seq]) => Number(seq));
    expect(shown.filter((seq) => seq <= 9)).toEqual(seqs);
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
  expect(html).toContain("12,345");
  expect(html).toContain("Some values are too long to show.");
  expect(html.length).toBeLessThan(1_500_000);
  expect(html).not.toContain("x".repeat(1_000));
  expect(html).not.toContain("N".repeat(1_000));
});

it.each([
  ["of one export", "export_id = gen_random_uuid()", "audit_log_export_idx"],
  ["of a day", "created_at >= '2020-01-01' and created_at < '2020-01-02'", "audit_log_time_idx"],
  ["of a user", "actor_id = '00000000-0000-0000-0000-000000000000'", "audit_log_actor_idx"],
])("the entries %s are found with an index through row-level security", async (_what, condition, index) => {
  const { id } = await makeWorkspace("indexed");
  const plan = await sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    await tx`set local enable_bitmapscan = off`;
    await tx`set local enable_sort = off`;
    await tx`set local role authenticated`;
    return tx.unsafe(`explain select * from public.audit_log where tenant_id = '${id}' and ${condition}`);
  });
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(
    new RegExp(`Index Cond: .*\\b${condition.split(" ")[0]}\\b`),
  );
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain(index);
});

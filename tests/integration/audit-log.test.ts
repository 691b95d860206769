import type { TransactionSql } from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { type LogReport, verifyLogFile } from "@/lib/audit/verify-log-file";
import { schemaErrors } from "../support/json-schema";
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
          // In the order in which exports lock the two: other tests export meanwhile.
          await tx`alter table exports disable trigger all`;
          await tx`alter table audit_log disable trigger all`;
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
        ["5: it was changed outside Hydra; it does not match its export"],
      ],
      [
        "an edit of the time",
        (tx, t) =>
          tx`update audit_log set created_at = created_at + interval '1 microsecond' where tenant_id = ${t} and seq = 1`,
        ["1: it was changed outside Hydra"],
      ],
      [
        "an edit of the details",
        (tx, t) =>
          tx`update audit_log set details = details || '{"milliseconds": 1}' where tenant_id = ${t} and seq = 2`,
        ["2: it was changed outside Hydra; it does not match its export"],
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
        ["2: it is not in canonical form; it does not match its export"],
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
          "3: it does not follow the entry before it; it was changed outside Hydra",
          "4: it does not follow the entry before it; it was changed outside Hydra",
          "5: it does not follow the entry before it",
        ],
      ],
      [
        "numbers of 0 and less",
        (tx, t) => tx`update audit_log set seq = seq - 2 where tenant_id = ${t} and seq <= 2`,
        [
          "-1: its number is below 1; it was changed outside Hydra",
          "0: its number is below 1; it was changed outside Hydra",
          "3: entries before it are missing",
        ],
      ],
      [
        "an entry before the first one",
        (tx, t) =>
          tx`insert into audit_log (tenant_id, seq, action, details, form_version, previous_hash, hash)
            select tenant_id, 0, action, details, 1, previous_hash, hash from audit_log where tenant_id = ${t} and seq = 1`,
        [
          "0: its number is below 1; it was changed outside Hydra; it does not match its export",
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
          "8: another entry has the same number; it was changed outside Hydra; it does not match its export",
          "export 4: the log has several entries of its outcome",
        ],
      ],
      [
        "the removal of a hash",
        async (tx, t) => {
          await tx`alter table audit_log alter hash drop not null`;
          await tx`update audit_log set hash = null where tenant_id = ${t} and seq = 8`;
        },
        ["8: it was changed outside Hydra"],
      ],
      [
        "three edits at once",
        async (tx, t) => {
          await tx`update audit_log set created_at = '2020-01-01' where tenant_id = ${t} and seq in (2, 7)`;
          await tx`delete from exports where id = ${exports[1] as string}`;
        },
        [
          "2: it was changed outside Hydra; it does not match its export",
          "3: its export is missing",
          "4: its export is missing",
          "7: it was changed outside Hydra; it does not match its export",
        ],
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
        "an outcome was called a lower bound",
        (tx, t) =>
          tx`update audit_log set details = (details || '{"rows": 0, "bytes": 0, "at_least": true}') - 'sha256' - 'receipt'
            where tenant_id = ${t} and seq = 4`,
        ["4: it does not match its export"],
      ],
      [
        "something was added to an outcome",
        (tx, t) => tx`update audit_log set details = details || '{"note": "x"}' where tenant_id = ${t} and seq = 4`,
        ["4: it does not match its export"],
      ],
      [
        "remarks were added",
        (tx, t) =>
          tx`update audit_log set details = details || '{"remarks": {"count": 1, "records": []}}' where tenant_id = ${t} and seq = 4`,
        ["4: it does not match its export"],
      ],
      [
        "the duration was edited",
        (tx, t) =>
          tx`update audit_log set details = details || '{"milliseconds": 1}' where tenant_id = ${t} and seq = 4`,
        ["4: it does not match its export"],
      ],
      [
        "the time of a request was edited",
        (tx, t) =>
          tx`update audit_log set created_at = created_at - interval '1 hour' where tenant_id = ${t} and seq = 3`,
        ["3: it does not match its export"],
      ],
      [
        "the time of an outcome was edited",
        (tx, t) =>
          tx`update audit_log set created_at = created_at + interval '1 day' where tenant_id = ${t} and seq = 4`,
        ["4: it does not match its export"],
      ],
      [
        "what a request is about was edited",
        (tx, t) => tx`update audit_log set target_type = 'contact' where tenant_id = ${t} and seq = 3`,
        ["3: it does not match its export"],
      ],
      [
        "the actor of an interruption was removed",
        async (tx, t) => {
          await tx`update exports set status = 'interrupted', failure = 'client_idle', sha256 = null, receipt = null
            where id = ${exports[1] as string}`;
          await tx`update audit_log set action = 'export.interrupted', actor_id = null, actor_name = null, actor_email = null,
              actor_role = null, ip = null, user_agent = null, details = (details - 'sha256' - 'receipt') || '{"reason": "client_idle"}'
            where tenant_id = ${t} and seq = 4`;
        },
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
        "number of remarks",
        (tx, id) => tx`update exports set remark_count = 3 where id = ${id}`,
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
      const [member] = await sql`select user_id from members where tenant_id = ${workspace.id} and role = 'owner'`;
      // Each entry updates the head of the log: in one transaction Postgres keeps every version of that row, and searches them all.
      const perTransaction = 200;
      for (let made = 0; made < length; made += perTransaction) {
        await sql.begin(async (tx) => {
          await tx`select set_config('request.jwt.claim.sub', ${member?.user_id}, true)`;
          await tx`
            insert into exports (tenant_id, kind, format) select ${workspace.id}, 'contacts', 'csv' from generate_series(1, ${perTransaction})`;
        });
      }
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
          reason: "it was changed outside Hydra",
        })),
      );
    });

    it.each([
      ["of one export", "export_id = '00000000-0000-4000-8000-000000000000'", "audit_log_export_idx"],
      ["of a day", "created_at >= '2020-01-01' and created_at < '2020-01-02'", "audit_log_time_idx"],
    ])("has an index for the entries %s that row-level security lets Postgres use", async (_what, condition, index) => {
      await sql`analyze audit_log`;
      const plan = await sql.begin(async (tx) => {
        await tx`set local role authenticated`;
        return tx.unsafe(`explain select * from public.audit_log where tenant_id = '${workspace.id}' and ${condition}`);
      });
      const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
      expect(text).toContain(index);
      expect(text).toMatch(new RegExp(`Index Cond: .*${condition.split(" ")[0]}`));
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

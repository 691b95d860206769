import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TransactionSql } from "postgres";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { checkChain, type ExportedEntry } from "@/lib/audit/chain";
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

/** The audit log of a workspace, from its JSON export. */
async function exportedLog(slug: string): Promise<ExportedEntry[]> {
  const { response } = await owner.download({ workspace: slug, kind: "audit_log", format: "json" });
  return response.json() as Promise<ExportedEntry[]>;
}

type Verification = { entries: number; firstInvalid: { seq: number; reason: string } | null };

/** Verifies the whole chain through the app, range by range, as "Verify log" does. */
async function verifyLog(slug: string): Promise<Verification> {
  let [seq, hash, entries] = [0, "0".repeat(64), 0];
  for (;;) {
    const response = await owner.fetch(`/api/audit-log/verify?workspace=${slug}&seq=${seq}&hash=${hash}`);
    const range = (await response.json()) as { checked: number; seq: number; hash: string } & Verification;
    entries += range.checked;
    if (range.firstInvalid || range.checked === 0) return { entries, firstInvalid: range.firstInvalid };
    [seq, hash] = [range.seq, range.hash];
  }
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
      expect(await verifyLog(slug)).toEqual({ entries: 20, firstInvalid: null });
      // The same with code that shares nothing with the database, on the exported log; that export adds an entry.
      const log = await exportedLog(slug);
      expect(checkChain(log)).toMatchObject({ entries: 21, firstInvalid: null });
      expect(schemaErrors("audit_log", log)).toEqual([]);
    }
  });

  describe("changed by a superuser with triggers disabled", () => {
    let workspace: { id: string; slug: string };
    beforeAll(async () => {
      workspace = await makeWorkspace("tampered");
      for (let count = 0; count < 4; count++) {
        const { id, response } = await owner.download({ workspace: workspace.slug, kind: "contacts", format: "csv" });
        await response.arrayBuffer();
        await endedExport(id);
      }
    });

    /** The result of verification after a change, which is rolled back. */
    async function after(change: (tx: TransactionSql) => Promise<unknown>): Promise<unknown> {
      let found: unknown;
      await sql
        .begin(async (tx) => {
          await tx`alter table audit_log disable trigger all`;
          await change(tx);
          [found] = await tx`select invalid_seq::int, invalid_reason from verify_audit_log(${workspace.id})`;
          throw new Error("rolled back");
        })
        .catch((error) => expect(error.message).toBe("rolled back"));
      return found;
    }

    it.each<[string, (tx: TransactionSql) => Promise<unknown>, number, string]>([
      [
        "an edit",
        (tx) => tx`update audit_log set actor_name = 'Evil' where tenant_id = ${workspace.id} and seq = 5`,
        5,
        "it was changed",
      ],
      [
        "an edit of the time",
        (tx) =>
          tx`update audit_log set created_at = created_at + interval '1 microsecond' where tenant_id = ${workspace.id} and seq = 1`,
        1,
        "it was changed",
      ],
      [
        "an edit of the details",
        (tx) =>
          tx`update audit_log set details = details || '{"rows": 1}' where tenant_id = ${workspace.id} and seq = 2`,
        2,
        "it was changed",
      ],
      [
        "a deletion",
        (tx) => tx`delete from audit_log where tenant_id = ${workspace.id} and seq = 3`,
        4,
        "entries before it are missing",
      ],
      [
        "a reordering",
        (tx) =>
          tx`update audit_log set seq = case seq when 3 then 1004 else 1003 end where tenant_id = ${workspace.id} and seq in (3, 4)`.then(
            () => tx`update audit_log set seq = seq - 1000 where tenant_id = ${workspace.id} and seq > 1000`,
          ),
        3,
        "it does not follow the entry before it",
      ],
    ])("fails verification at the right entry after %s", async (_what, change, seq, why) => {
      expect(await after(change)).toEqual({ invalid_seq: seq, invalid_reason: why });
    });

    it("fails scripts/verify-audit-log.ts after an edit, and after a truncation if the last hash is given", async () => {
      const log = await exportedLog(workspace.slug);
      const directory = await mkdtemp(join(tmpdir(), "hydra-log-"));
      onTestFinished(() => rm(directory, { recursive: true }));
      const script = async (entries: ExportedEntry[], ...anchor: string[]) => {
        const file = join(directory, "log.json");
        await writeFile(file, JSON.stringify(entries));
        return promisify(execFile)(process.execPath, ["scripts/verify-audit-log.ts", file, ...anchor]).then(
          ({ stdout }) => ({ code: 0, text: stdout }),
          (error) => ({ code: error.code as number, text: error.stderr as string }),
        );
      };
      const head = String(log.at(-1)?.hash);
      expect(await script(log, head)).toMatchObject({
        code: 0,
        text: expect.stringContaining(`${log.length} entries, unbroken since`),
      });
      expect(await script(log.map((entry) => (entry.seq === 3 ? { ...entry, ip: "10.0.0.1" } : entry)))).toMatchObject({
        code: 1,
        text: expect.stringContaining("entry 3"),
      });
      expect(await script(log.slice(0, -1))).toMatchObject({ code: 0 });
      expect(await script(log.slice(0, -1), head)).toMatchObject({
        code: 1,
        text: expect.stringContaining("newest entries are missing"),
      });
    });
  });

  describe("longer than one range of verification", () => {
    const length = 5_600;
    let workspace: { id: string; slug: string };
    beforeAll(async () => {
      workspace = await makeWorkspace("long-log");
      // Exports that are never downloaded: each writes one entry, by the ordinary triggers.
      await sql.begin(async (tx) => {
        const [member] = await tx`select user_id from members where tenant_id = ${workspace.id} and role = 'owner'`;
        await tx`select set_config('request.jwt.claim.sub', ${member?.user_id}, true)`;
        await tx`
          insert into exports (tenant_id, kind, format) select ${workspace.id}, 'contacts', 'csv' from generate_series(1, ${length})`;
      });
    });

    it("is verified to its last entry", async () => {
      const first = await owner.fetch(`/api/audit-log/verify?workspace=${workspace.slug}`);
      expect(await first.json()).toMatchObject({ checked: 5_000, seq: 5_000, firstInvalid: null });
      expect(await verifyLog(workspace.slug)).toEqual({ entries: length, firstInvalid: null });
    });

    it("fails verification in whichever range an entry was changed", async () => {
      const rename = (name: string, seq: number) =>
        withoutTriggers(
          "audit_log",
          (tx) => tx`
          update audit_log set actor_name = ${name} where tenant_id = ${workspace.id} and seq = ${seq}`,
        );
      for (const seq of [5_001, length]) {
        const [entry] = await sql`select actor_name from audit_log where tenant_id = ${workspace.id} and seq = ${seq}`;
        await rename("Evil", seq);
        const result = await verifyLog(workspace.slug).finally(() => rename(entry?.actor_name, seq));
        expect(result.firstInvalid).toEqual({ seq, reason: "it was changed" });
      }
    });
  });

  it("can be verified by admins of the workspace only", async () => {
    const member = await TestUser.signedIn("member@acme.test");
    const elsewhere = await TestUser.signedIn("admin@globex.test");
    expect((await TestUser.signedOut().fetch("/api/audit-log/verify?workspace=acme")).status).toBe(401);
    expect((await member.fetch("/api/audit-log/verify?workspace=acme")).status).toBe(403);
    expect((await elsewhere.fetch("/api/audit-log/verify?workspace=acme")).status).toBe(404);
    expect((await owner.fetch("/api/audit-log/verify?workspace=acme&seq=-1")).status).toBe(400);
  });
});

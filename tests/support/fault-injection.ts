import { createHash } from "node:crypto";
import { expect } from "vitest";
import { type AppServer, startAppServer } from "./app-server";
import { FaultProxy, type Plan } from "./fault-proxy";
import { sql, stack } from "./stack";
import { TestUser } from "./test-user";
import { addContacts, endedExport, entriesOfExport, makeWorkspace } from "./workspace";

/** A download as its client saw it; file is null when the download failed at any point. */
export type Download = { kind: Kind; id: string; file: string | null; sha256: string; status: number };

export const kinds = ["contacts", "conversations", "contact"] as const;
export type Kind = (typeof kinds)[number];

/** Downloads from an app server that reaches Supabase through a FaultProxy. */
export class FaultInjection {
  readonly proxy = new FaultProxy(stack.supabaseUrl);
  /** How many batch reads a download of each kind makes without faults. */
  readonly calls = {} as Record<Kind, number>;
  readonly #expected = {} as Record<Kind, string>;
  #server!: AppServer;
  #user!: TestUser;
  #workspace!: { id: string; slug: string };
  #contact!: string;

  /** Makes several batches of contacts and of conversations, one conversation larger than a batch, and downloads each kind once without faults. */
  async start(): Promise<void> {
    this.#server = await startAppServer({ SUPABASE_URL: await this.proxy.start() });
    this.#user = (await TestUser.signedIn("admin@acme.test")).at(this.#server.url);
    this.#workspace = await makeWorkspace("faults");
    const { id } = this.#workspace;
    await sql`update tenants set max_running_exports = 100 where id = ${id}`;
    await addContacts(id, 3500, 200);
    const [contact] = await sql`select id from customers where tenant_id = ${id} order by created_at limit 1`;
    this.#contact = contact?.id;
    await sql`
      insert into conversations (tenant_id, status, subject, customer_id, created_at)
      select ${id}, 'open', 'Conversation ' || n, ${this.#contact}, timestamptz '2026-01-01' + n * interval '1 minute'
      from generate_series(1, 700) n`;
    await sql`
      insert into messages (tenant_id, conversation_id, role, content, created_at)
      select tenant_id, c.id, 'user', repeat(md5(n::text), case when subject = 'Conversation 350' then 1500 else 3 end),
        c.created_at + n * interval '1 second'
      from conversations c, generate_series(1, case when subject = 'Conversation 350' then 60 else 2 end) n
      where tenant_id = ${id}`;
    // So that each kind's last batch has records: one without cannot be truncated.
    await sql`insert into tickets (tenant_id, title, customer_id) select ${id}, 'Ticket ' || n, ${this.#contact} from generate_series(1, 3) n`;
    for (const kind of kinds) {
      const download = await this.download(kind);
      this.#expected[kind] = withoutTime(download.file ?? "");
      this.calls[kind] = this.proxy.callsOf(download.id).filter((name) => reads.test(name)).length;
    }
  }

  async stop(): Promise<void> {
    this.proxy.stop();
    this.#server?.process.kill("SIGKILL");
  }

  /** @param plan the fault to inject into its requests */
  async download(kind: Kind, plan?: Plan): Promise<Download> {
    const format = kind === "contacts" ? "csv" : "json";
    const { id, file: address } = await this.#user.createExport({
      workspace: this.#workspace.slug,
      kind,
      format,
      ...(kind === "contact" && { contact: this.#contact }),
    });
    if (plan) this.proxy.inject(id, plan);
    const response = await this.#user.fetch(address);
    const bytes = await response.arrayBuffer().catch(() => null);
    const isWhole = response.status === 200 && bytes !== null;
    const sha256 = createHash("sha256")
      .update(new Uint8Array(bytes ?? []))
      .digest("hex");
    return { kind, id, file: isWhole ? Buffer.from(bytes).toString() : null, sha256, status: response.status };
  }

  /** Expects the same bytes as without faults, and a record that says completed. */
  async expectWhole({ kind, id, file, sha256 }: Download): Promise<void> {
    expect(withoutTime(file ?? "no file") === this.#expected[kind]).toBe(true);
    expect(await endedExport(id)).toMatchObject({ status: "completed", failure: null, sha256 });
    expect((await entriesOfExport(id)).map(({ action }) => action)).toEqual([`export.${kind}`, "export.completed"]);
  }

  /** Expects that the client saw the download fail, and a record that says why. */
  async expectFailed({ id, file }: Download, reason: string): Promise<void> {
    expect(file).toBe(null);
    // It may first be recorded as completed, when only the response to that was lost.
    await expect.poll(() => endedExport(id), { timeout: 10_000 }).toMatchObject({ status: "failed" });
    expect(await endedExport(id)).toMatchObject({ failure: reason, sha256: null });
    expect((await entriesOfExport(id)).at(-1)).toMatchObject({ action: "export.failed", details: { reason } });
  }
}

/** Names of the functions that read batches. */
export const reads = /^export_/;

/** A contact's file contains the time of the export, the only difference between two downloads. */
function withoutTime(file: string): string {
  return file.replace(/"exported_at": "[^"]+"/, '"exported_at": ""');
}

// What one answer of the database holds, asked for as lib/exports does.
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type BatchFunction, fetchBatches } from "@/lib/exports/source/fetch-batches";
import { dataApi, openExport, tokenOf } from "../support/roles";
import { sql, stack } from "../support/stack";
import { addContacts, makeWorkspace } from "../support/workspace";

let admin: ReturnType<typeof dataApi>;
beforeAll(async () => {
  vi.stubEnv("SUPABASE_URL", stack.supabaseUrl);
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", stack.publishableKey);
  admin = dataApi(await tokenOf("admin@acme.test"));
});

type Kind = "contacts" | "conversations" | "audit_log";
async function open(tenant_id: string, kind: Kind): Promise<string> {
  const format = kind === "contacts" ? "csv" : "json";
  return (await openExport(admin, { tenant_id, kind, format })).ticket;
}

/** All pages, from the first to the last; no more than fifty, so that reading in circles is seen. */
async function read(ticket: string, name: BatchFunction, asked: Record<string, string> = {}) {
  const pages = [];
  for await (const { meta } of fetchBatches(ticket, name, asked, AbortSignal.timeout(60_000))) {
    if (pages.push(meta) > 50) throw new Error("There is no end to it.");
  }
  const rows = pages.reduce((sum, page) => sum + page.rows, 0);
  return { pages, rows, largest: Math.max(...pages.map(({ bytes }) => bytes)) };
}

const megabyte = 1_000_000;

describe("a page is bounded in bytes", () => {
  it("of contacts with long texts", async () => {
    const { id } = await makeWorkspace("long-texts");
    // One moment to the microsecond for all of them: a page that ends early ends between equals.
    await sql`insert into customers (tenant_id, notes) select ${id}, repeat('n', 500000) from generate_series(1, 40)`;
    const { rows, largest } = await read(await open(id, "contacts"), "export_contacts");
    expect(rows).toBe(40);
    expect(largest).toBeLessThan(5 * megabyte);
  });

  it("of contacts with metadata, whose length is only known compressed", async () => {
    const { id } = await makeWorkspace("packed");
    await sql`insert into customers (tenant_id, metadata)
      select ${id}, jsonb_build_object('text', repeat(md5('x'), 30000)) from generate_series(1, 60)`;
    const { rows, largest } = await read(await open(id, "contacts"), "export_contacts");
    expect(rows).toBe(60);
    expect(largest).toBeLessThan(25 * megabyte);
  });

  it("of conversations", async () => {
    const { id } = await makeWorkspace("long-conversations");
    await sql`
      with made as (insert into conversations (tenant_id) select ${id} from generate_series(1, 40) returning id)
      insert into messages (tenant_id, conversation_id, role, content) select ${id}, id, 'user', repeat('m', 500000) from made`;
    const { rows, largest } = await read(await open(id, "conversations"), "export_conversations");
    expect(rows).toBe(40);
    expect(largest).toBeLessThan(3 * megabyte);
  });

  it.each(["messages", "replies"] as const)(
    "of the %s of one conversation, which comes without them",
    async (child) => {
      const { id } = await makeWorkspace("one-conversation");
      const [conversation] = await sql`insert into conversations (tenant_id) values (${id}) returning id`;
      const row = { tenant_id: id, conversation_id: conversation?.id };
      const text = "m".repeat(500_000);
      const rows = Array.from({ length: 30 }, () =>
        child === "messages" ? { ...row, role: "user", content: text } : { ...row, author: "A", body: text },
      );
      await sql`insert into ${sql(child)} ${sql(rows)}`;
      const ticket = await open(id, "conversations");
      expect((await read(ticket, "export_conversations")).largest).toBeLessThan(1000);
      const asked = { conversation: conversation?.id, child };
      const { pages, largest } = await read(ticket, "export_conversation_children", asked);
      expect(pages.reduce((sum, { counts }) => sum + (counts[child] ?? 0), 0)).toBe(30);
      expect(largest).toBeLessThan(3 * megabyte);
    },
  );
});

describe("what is made after an export began is not in it", () => {
  it("of contacts", async () => {
    const { id } = await makeWorkspace("later");
    await addContacts(id, 1500);
    const ticket = await open(id, "contacts");
    await sql`insert into customers (tenant_id, name) select ${id}, 'Later' from generate_series(1, 700)`;
    expect((await read(ticket, "export_contacts")).rows).toBe(1500);
  });

  it("of conversations", async () => {
    const { id } = await makeWorkspace("later");
    await sql`insert into conversations (tenant_id) select ${id} from generate_series(1, 300)`;
    const ticket = await open(id, "conversations");
    await sql`insert into conversations (tenant_id, subject) select ${id}, 'Later' from generate_series(1, 300)`;
    expect((await read(ticket, "export_conversations")).rows).toBe(300);
  });

  it("of the audit log", async () => {
    const { id } = await makeWorkspace("later");
    await open(id, "contacts");
    const ticket = await open(id, "audit_log");
    const { rows } = await read(ticket, "export_audit_log");
    await open(id, "contacts");
    expect(rows).toBe(2);
    expect((await read(ticket, "export_audit_log")).rows).toBe(2);
  });
});

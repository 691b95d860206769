// The size and contents of batches, read as lib/exports reads them.
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type BatchFunction, fetchBatches } from "@/lib/exports/source/fetch-batches";
import { accessTokenOf, dataApi, openExport } from "../support/roles";
import { sql, stack } from "../support/stack";
import { withoutTriggers } from "../support/without-triggers";
import { addContacts, makeWorkspace } from "../support/workspace";

let admin: ReturnType<typeof dataApi>;
beforeAll(async () => {
  vi.stubEnv("SUPABASE_URL", stack.supabaseUrl);
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", stack.publishableKey);
  vi.stubEnv("EXPORT_SIGNING_KEY", stack.signingKey);
  admin = dataApi(await accessTokenOf("admin@acme.test"));
});

type Kind = "contacts" | "conversations" | "audit_log";
async function open(tenant_id: string, kind: Kind): Promise<string> {
  const format = kind === "contacts" ? "csv" : "json";
  return (await openExport(admin, { tenant_id, kind, format })).token;
}

/** Reads all batches. @throws after fifty, so that an endless loop fails. */
async function read(token: string, name: BatchFunction, args: Record<string, string> = {}) {
  const batches = [];
  for await (const { meta } of fetchBatches(token, name, args, AbortSignal.timeout(60_000))) {
    if (batches.push(meta) > 50) throw new Error("More than fifty batches.");
  }
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
  return { batches, rows, largest: Math.max(...batches.map(({ bytes }) => bytes)) };
}

const megabyte = 1_000_000;

describe("a batch is limited in bytes", () => {
  it("when contacts have long texts", async () => {
    const { id } = await makeWorkspace("long-texts");
    // All share one created_at, so a batch that ends early ends between rows of the same timestamp.
    await sql`insert into customers (tenant_id, notes) select ${id}, repeat('n', 500000) from generate_series(1, 40)`;
    const { rows, largest } = await read(await open(id, "contacts"), "export_contacts");
    expect(rows).toBe(40);
    expect(largest).toBeLessThan(5 * megabyte);
  });

  it("when contacts have metadata, of which only the compressed size is known", async () => {
    const { id } = await makeWorkspace("packed");
    await sql`insert into customers (tenant_id, metadata)
      select ${id}, jsonb_build_object('text', repeat(md5('x'), 30000)) from generate_series(1, 60)`;
    const { rows, largest } = await read(await open(id, "contacts"), "export_contacts");
    expect(rows).toBe(60);
    expect(largest).toBeLessThan(25 * megabyte);
  });

  it("when conversations have long messages", async () => {
    const { id } = await makeWorkspace("long-conversations");
    await sql`
      with made as (insert into conversations (tenant_id) select ${id} from generate_series(1, 40) returning id)
      insert into messages (tenant_id, conversation_id, role, content) select ${id}, id, 'user', repeat('m', 500000) from made`;
    const { rows, largest } = await read(await open(id, "conversations"), "export_conversations");
    expect(rows).toBe(40);
    expect(largest).toBeLessThan(3 * megabyte);
  });

  it("when conversations in rows have long summaries", async () => {
    const { id } = await makeWorkspace("long-summaries");
    await sql`insert into conversations (tenant_id, summary) select ${id}, repeat('s', 500000) from generate_series(1, 40)`;
    const { rows, largest } = await read(await open(id, "conversations"), "export_conversation_rows");
    expect(rows).toBe(40);
    expect(largest).toBeLessThan(5 * megabyte);
  });

  it.each(["messages", "replies"] as const)(
    "when conversations have long %s in rows, of which each is in one batch, in order",
    async (child) => {
      const { id } = await makeWorkspace("long-transcripts");
      const text = child === "messages" ? "role, content) select $1, id, 'user'," : "author, body) select $1, id, 'A',";
      await sql.unsafe(
        `with made as (insert into conversations (tenant_id) select $1 from generate_series(1, 12) returning id)
        insert into ${child} (tenant_id, conversation_id, ${text} repeat('m', 500000) from made, generate_series(1, 5)`,
        [id],
      );
      const { batches, rows, largest } = await read(await open(id, "conversations"), "export_transcript_rows", {
        child,
      });
      expect(rows).toBe(60);
      expect(batches.reduce((sum, { counts }) => sum + (counts[child] ?? 0), 0)).toBe(60);
      expect(largest).toBeLessThan(3 * megabyte);
    },
  );

  it.each(["messages", "replies"] as const)(
    "when one conversation has many %s, which are read separately",
    async (child) => {
      const { id } = await makeWorkspace("one-conversation");
      const [conversation] = await sql`insert into conversations (tenant_id) values (${id}) returning id`;
      const row = { tenant_id: id, conversation_id: conversation?.id };
      const text = "m".repeat(500_000);
      const rows = Array.from({ length: 30 }, () =>
        child === "messages" ? { ...row, role: "user", content: text } : { ...row, author: "A", body: text },
      );
      await sql`insert into ${sql(child)} ${sql(rows)}`;
      const token = await open(id, "conversations");
      expect((await read(token, "export_conversations")).largest).toBeLessThan(1000);
      const args = { conversation: conversation?.id, child };
      const { batches, largest } = await read(token, "export_conversation_children", args);
      expect(batches.reduce((sum, { counts }) => sum + (counts[child] ?? 0), 0)).toBe(30);
      expect(largest).toBeLessThan(3 * megabyte);
    },
  );
});

it("a conversation that is deleted between two batches of its messages takes none of the next conversation's with it", async () => {
  const { id } = await makeWorkspace("deleted-between");
  await sql`
    with made as (
      insert into conversations (tenant_id, created_at) select ${id}, timestamptz '2026-01-01' + n * interval '1 day'
      from generate_series(1, 2) n returning id, created_at
    )
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select ${id}, id, 'user', 'm', timestamptz '2026-01-01' + n * interval '1 minute' from made, generate_series(1, 5001) n`;
  const token = await open(id, "conversations");
  const counted: number[] = [];
  for await (const { meta } of fetchBatches(
    token,
    "export_transcript_rows",
    { child: "messages" },
    AbortSignal.timeout(60_000),
  )) {
    // The first batch ends within the first conversation.
    if (counted.push(meta.rows) === 1) {
      await sql`delete from conversations where tenant_id = ${id} and created_at < '2026-01-03'`;
    }
  }
  expect(counted).toEqual([5000, 5000, 1]);
});

describe("rows created after an export has started are not in it", () => {
  it("when contacts are added", async () => {
    const { id } = await makeWorkspace("later");
    await addContacts(id, 1500);
    const token = await open(id, "contacts");
    await sql`insert into customers (tenant_id, name) select ${id}, 'Later' from generate_series(1, 700)`;
    expect((await read(token, "export_contacts")).rows).toBe(1500);
  });

  it("when conversations are added", async () => {
    const { id } = await makeWorkspace("later");
    await sql`insert into conversations (tenant_id) select ${id} from generate_series(1, 300)`;
    const token = await open(id, "conversations");
    await sql`insert into conversations (tenant_id, subject) select ${id}, 'Later' from generate_series(1, 300)`;
    expect((await read(token, "export_conversations")).rows).toBe(300);
  });

  it("when audit entries are added, even if the clock was set back", async () => {
    const { id } = await makeWorkspace("later");
    await open(id, "contacts");
    const token = await open(id, "audit_log");
    const { rows } = await read(token, "export_audit_log");
    await open(id, "contacts");
    await withoutTriggers(
      "audit_log",
      (tx) => tx`update audit_log set created_at = created_at - interval '1 hour' where tenant_id = ${id} and seq = 3`,
    );
    expect(rows).toBe(2);
    expect((await read(token, "export_audit_log")).rows).toBe(2);
  });
});

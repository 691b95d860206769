import { read as readXlsx, utils as xlsxUtils } from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import type { PendingQuery, Row } from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditActions } from "@/lib/audit/actions";
import { conversationsOf } from "../support/expected-records";
import { schemaErrors } from "../support/json-schema";
import { contactsCsv } from "../support/scoped-export";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

type Conversation = Record<"id" | "status" | "created_at" | "updated_at", string> & {
  messages: { id: string }[];
  replies: { id: string; is_internal: boolean }[];
};

let acme: string;
let admin: TestUser;

beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  const [tenant] = await sql`select id from tenants where slug = 'acme'`;
  acme = tenant?.id;
});
afterAll(() => sql.end());

describe("a contacts export with a scope", () => {
  it.each([
    ["one type", { types: "lead" }, sql`type = 'lead'`],
    ["three types of one in every batch", { types: ["visitor", "lead", "contact"] }, sql`type <> 'former_customer'`],
    [
      "days",
      { created_from: "2026-01-01", created_to: "2026-02-01" },
      sql`c.created_at >= '2026-01-01' and c.created_at < '2026-02-01'`,
    ],
    [
      "types and days",
      { types: "former_customer,contact", created_from: "2025-12-31", created_to: "2026-03-01" },
      sql`type in ('contact', 'former_customer') and c.created_at >= '2025-12-31' and c.created_at < '2026-03-01'`,
    ],
    ["all types", { types: "lead,contact,former_customer,visitor" }, sql`true`],
  ])("of %s has the cells that Postgres has, oldest first", async (_case, fields, condition) => {
    const { rows, id } = await contactsCsv(admin, "acme", fields);
    const expected = await sql`
      select c.id::text, type::text, coalesce(email, '') as email, coalesce(c.name, '') as name, coalesce(notes, '') as notes,
        coalesce(metadata::text, '') as metadata, to_json(c.created_at) #>> '{}' as created_at
      from customers c where tenant_id = ${acme} and ${condition} order by c.created_at, c.id`;
    expect(expected.length).toBeGreaterThan(0);
    expect(
      rows.map(({ id, type, email, name, notes, metadata, created_at }) => ({
        id,
        type,
        email,
        name,
        notes,
        metadata,
        created_at,
      })),
    ).toEqual([...expected]);
    expect(await endedExport(id)).toMatchObject({ status: "completed", rows_written: String(expected.length) });
  });

  it("has its columns in the order that was asked for, as CSV and as JSON", async () => {
    const columns = ["created_at", "metadata", "email"];
    const expected = await sql`
      select to_json(created_at) #>> '{}' as created_at, metadata::text, email from customers
      where tenant_id = ${acme} and type = 'contact' order by created_at, id`;
    const { text, rows } = await contactsCsv(admin, "acme", { columns, types: "contact" });
    expect(text.split("\r\n")[0]).toBe("created_at,metadata,email");
    expect(rows).toEqual(expected.map((row) => ({ ...row, metadata: row.metadata ?? "", email: row.email ?? "" })));
    const { response } = await admin.download({
      workspace: "acme",
      kind: "contacts",
      format: "json",
      columns,
      types: "contact",
    });
    const json = (await response.json()) as Record<string, unknown>[];
    expect(Object.keys(json[0] ?? {})).toEqual(columns);
    expect(json.map(({ created_at, email }) => ({ created_at, email }))).toEqual(
      expected.map(({ created_at, email }) => ({ created_at, email })),
    );
  });

  it("of one column has a line for each contact, also for those without a value", async () => {
    const { id, slug } = await makeWorkspace("column");
    await sql`
      insert into customers (tenant_id, phone, created_at) values
        (${id}, '+15550100200', '2026-01-01'), (${id}, null, '2026-01-02'), (${id}, '', '2026-01-03'), (${id}, 'x', '2026-01-04')`;
    const { text } = await contactsCsv(admin, slug, { columns: "phone", format: "csv" });
    expect(text).toBe('phone\r\n+15550100200\r\n""\r\n""\r\nx\r\n');
    // COPY reads an empty line as null and "" as an empty text.
    expect((await contactsCsv(admin, slug, { columns: "phone" })).text).toBe(
      'phone\r\n+15550100200\r\n\r\n""\r\nx\r\n',
    );
  });

  it("that nothing matches is a header, or an empty JSON array", async () => {
    const fields = { types: "lead", created_from: "1999-01-01", created_to: "1999-01-02" };
    expect((await contactsCsv(admin, "acme", { ...fields, columns: "id,email" })).text).toBe("id,email\r\n");
    const { id, response } = await admin.download({ workspace: "acme", kind: "contacts", format: "json", ...fields });
    expect(await response.text()).toBe("[]\n");
    expect(await endedExport(id)).toMatchObject({ status: "completed", rows_written: "0" });
  });
});

describe("a conversations export with a scope", () => {
  const conversations = async (fields: Record<string, unknown>) => {
    const { id, response } = await admin.download({
      workspace: "acme",
      kind: "conversations",
      format: "json",
      ...fields,
    });
    const file = (await response.json()) as Record<string, unknown>[];
    expect(schemaErrors("conversations", file)).toEqual([]);
    return { id, file };
  };
  const expected = async (matches: (conversation: Conversation) => boolean) =>
    ((await conversationsOf(acme)) as Conversation[]).filter(matches);

  it("of some statuses has their conversations with all messages and replies", async () => {
    const { file } = await conversations({ status: "resolved,open" });
    expect(file).toEqual(await expected(({ status }) => status === "open" || status === "resolved"));
  });

  it("of days of creation and update has the conversations that match both", async () => {
    const { file } = await conversations({
      created_from: "2026-01-01",
      updated_from: "2026-03-01",
      updated_to: "2026-09-01",
    });
    const matching = await expected(
      ({ created_at = "", updated_at = "" }) =>
        created_at >= "2026-01-01" && updated_at >= "2026-03-01" && updated_at < "2026-09-01",
    );
    expect(matching.length).toBeGreaterThan(10);
    const byId = (rows: Record<string, unknown>[]) => rows.sort((a, b) => String(a.id).localeCompare(String(b.id)));
    expect(byId(file)).toEqual(byId(matching));
  });

  it("of days of update is in the order of the last update", async () => {
    const { file } = await conversations({ updated_from: "2026-01-01" });
    const matching = await expected(({ updated_at = "" }) => updated_at >= "2026-01-01");
    matching.sort(
      (a, b) => String(a.updated_at).localeCompare(String(b.updated_at)) || String(a.id).localeCompare(String(b.id)),
    );
    expect(matching.length).toBeGreaterThan(200);
    expect(file).toEqual(matching);
  });

  it("without internal notes has none, and all else", async () => {
    const { id, file } = await conversations({ notes: "exclude" });
    const whole = await expected(() => true);
    const without = whole.map((row) => ({ ...row, replies: row.replies.filter(({ is_internal }) => !is_internal) }));
    expect(without).not.toEqual(whole);
    expect(file).toEqual(without);
    expect(await endedExport(id)).toMatchObject({
      is_part: true,
      counts: expect.objectContaining({ replies: without.flatMap(({ replies }) => replies).length }),
    });
  });
});

describe("a scoped conversations export in rows", () => {
  it("has the same conversations as JSON, in the same order, and its times in the time zone", async () => {
    const fields = {
      workspace: "acme",
      kind: "conversations",
      updated_from: "2026-03-01",
      status: "open,waiting",
      time_zone: "America/New_York",
    };
    const csv = await admin.download({ ...fields, format: "csv", notes: "exclude" });
    const json = await admin.download({ ...fields, format: "json", notes: "exclude" });
    const rows = parse(await csv.response.text(), { columns: true }) as Record<string, string>[];
    const conversations = (await json.response.json()) as {
      id: string;
      created_at: string;
      messages: object[];
      replies: object[];
    }[];
    expect(conversations.length).toBeGreaterThan(5);
    expect(
      rows.map(({ id, message_count, reply_count, internal_note_count }) => ({
        id,
        message_count,
        reply_count,
        internal_note_count,
      })),
    ).toEqual(
      conversations.map(({ id, messages, replies }) => ({
        id,
        message_count: String(messages.length),
        reply_count: String(replies.length),
        internal_note_count: "0",
      })),
    );
    for (const [index, { created_at = "" }] of rows.entries()) {
      expect(created_at).toMatch(/-0[45]:00$/);
      expect(Date.parse(created_at)).toBe(Date.parse(conversations[index]?.created_at ?? ""));
    }
  });

  it("has a workbook with the conversations, messages and replies of the scope only, in local time", async () => {
    const fields = { workspace: "acme", kind: "conversations", status: "waiting", notes: "exclude" };
    const xlsx = await admin.download({ ...fields, format: "xlsx", time_zone: "Asia/Kolkata" });
    const book = readXlsx(Buffer.from(await xlsx.response.arrayBuffer()), { type: "buffer", cellNF: true });
    const conversations = ((await conversationsOf(acme)) as Conversation[]).filter(
      ({ status }) => status === "waiting",
    );
    const ids = (sheet: string) =>
      xlsxUtils.sheet_to_json<Record<string, string>>(book.Sheets[sheet] ?? {}).map(({ id }) => id);
    expect(ids("Conversations")).toEqual(conversations.map(({ id }) => id));
    expect(ids("Messages")).toEqual(conversations.flatMap(({ messages }) => messages.map(({ id }) => id)));
    const replies = conversations.flatMap((row) => row.replies.filter(({ is_internal }) => !is_internal));
    expect(ids("Replies")).toEqual(replies.map(({ id }) => id));
    const [first] = conversations;
    const local = Date.parse(first?.created_at ?? "") + 5.5 * 3_600_000;
    const cell = book.Sheets.Conversations?.J2;
    expect(cell?.z).toContain("Asia/Kolkata");
    expect(Math.abs(Number(cell?.v) - (local / 86_400_000 + 25_569))).toBeLessThan(1e-8);
  });
});

it("an audit log export has the entries that the filters of its page select, in the order of the chain", async () => {
  const { id, slug } = await makeWorkspace("audit");
  for (const format of ["csv", "json"]) {
    const { response } = await admin.download({ workspace: slug, kind: "contacts", format });
    await response.arrayBuffer();
  }
  const owner = await TestUser.signedIn("owner@acme.test");
  const download = await owner.download({ workspace: slug, kind: "contacts", format: "csv" });
  await download.response.arrayBuffer();
  await endedExport(download.id);
  const today = new Date().toISOString().slice(0, 10);
  const [{ actor_id: actor } = {}] = await sql`select actor_id from audit_log where export_id = ${download.id}`;
  const seqs = async (fields: Record<string, unknown>) => {
    const { response } = await admin.download({ workspace: slug, kind: "audit_log", format: "json", ...fields });
    return ((await response.json()) as { seq: number }[]).map(({ seq }) => seq);
  };
  const inPostgres = async (condition: PendingQuery<Row[]>, before: number) =>
    (
      await sql`select seq from audit_log where tenant_id = ${id} and seq <= ${before} and ${condition} order by seq`
    ).map(({ seq }) => Number(seq));
  for (const [fields, condition] of [
    [{ action: "export.contacts" }, sql`action = 'export.contacts'`],
    [{ actor }, sql`actor_id = ${actor}`],
    [
      { actor, action: "export.completed", from: today, to: today },
      sql`actor_id = ${actor} and action = 'export.completed'`,
    ],
    [{ actor: "system" }, sql`actor_id is null`],
    [{ from: "2020-01-01", to: "2020-12-31" }, sql`false`],
    [{ from: "2020-01-01", action: "export.contacts" }, sql`action = 'export.contacts'`],
  ] as const) {
    const before = Number((await sql`select max(seq) as seq from audit_log where tenant_id = ${id}`)[0]?.seq);
    expect(await seqs(fields), JSON.stringify(fields)).toEqual(await inPostgres(condition, before));
  }
});

describe("a part never passes for the whole:", () => {
  it("name, record, audit entries, receipt, verification and descriptor say so", async () => {
    const { id: workspaceId, slug } = await makeWorkspace("part");
    await sql`insert into customers (tenant_id, type, created_at) values (${workspaceId}, 'lead', '2026-02-01'), (${workspaceId}, 'contact', '2026-02-01')`;
    const fields = { types: ["lead"], created_from: "2026-01-01", created_to: "2026-04-01", columns: ["id", "email"] };
    const { id, name } = await contactsCsv(admin, slug, fields);
    expect(name).toMatch(
      new RegExp(`^${slug}-contacts-leads-2026-01-01_2026-03-31-id-email-exact-\\d{4}-\\d\\d-\\d\\dT\\d{4}Z\\.csv$`),
    );
    const row = await endedExport(id);
    expect(row).toMatchObject({ scope: fields, is_part: true, rows_written: "1" });
    const [requested, completed] = await entriesOfExport(id);
    expect(requested?.details).toMatchObject({ scope: fields });
    expect(completed?.details).toMatchObject({ scope: fields });
    const receipt = await admin.fetch(`/api/exports/${id}/receipt`);
    expect(await receipt.json()).toMatchObject({ version: 2, scope: fields, rows: 1 });
    const verified = await admin.fetch(`/api/exports/verify?workspace=${slug}&sha256=${row.sha256}`);
    expect(await verified.json()).toMatchObject({ part: true, confirmed: true });
    const page = await (await admin.fetch(`/${slug}/settings/data-export/receipts/${id}`)).text();
    expect(page).toMatch(/Part\..*Types: leads/s);
    const log = await sql`select checked, problem_count from verify_audit_log(${workspaceId})`;
    expect(log).toMatchObject([{ checked: 2, problem_count: 0 }]);
  });

  it("the page's last export stays that of everything, and shows the part as a part", async () => {
    const { slug } = await makeWorkspace("last");
    const text = async () =>
      (await (await admin.fetch(`/${slug}/settings/data-export`)).text())
        .replaceAll(/<[^>]*>/g, " ")
        .replaceAll(/\s+/g, " ");
    await contactsCsv(admin, slug, { types: "lead" });
    expect(await text()).toMatch(/Everything: not exported yet A part was exported .*?\. Types: leads/);
    await contactsCsv(admin, slug, {});
    expect(await text()).toMatch(/Last complete export/);
    expect(await text()).not.toMatch(/A part was exported/);
    await contactsCsv(admin, slug, { time_zone: "Europe/Berlin" });
    const [{ parts } = {}] = await sql`
      select count(*) filter (where is_part)::int as parts from exports e join tenants t on t.id = e.tenant_id where slug = ${slug}`;
    expect(parts).toBe(1);
  });
});

describe("POST /api/exports", () => {
  it("answers 400 with a sentence about each bad value, and stores nothing", async () => {
    const { id, slug } = await makeWorkspace("bad");
    const response = await admin.postExport({
      workspace: slug,
      kind: "contacts",
      format: "xml",
      types: ["boss"],
      created_from: "2026-02-30",
      columns: "email,email",
      time_zone: "Mars/Phobos",
      status: "open",
    });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { message: string } };
    for (const field of ["format", "types", "created_from", "columns", "time_zone", "status"])
      expect(error.message).toContain(field);
    expect(await sql`select from exports where tenant_id = ${id}`).toHaveLength(0);
  });

  it.each([
    ["zone", { time_zone: "Mars/Phobos" }],
    ["column", { columns: ["tenant_id"] }],
    ["type", { types: ["lead", "boss"] }],
    ["order", { types: ["visitor", "lead"] }],
    ["key", { status: ["open"] }],
    ["day", { created_from: "2026-02-30" }],
    ["range", { created_from: "2026-02-02", created_to: "2026-02-01" }],
    ["first day of all", { created_from: "0001-01-01" }],
    ["last day of all", { created_to: "0001-01-01" }],
    ["last day of the audit log", { to: "0001-01-01" }, "audit_log"],
    ["action", { action: "approved.by.the.auditor" }, "audit_log"],
    ["length", { types: ["lead".repeat(1000)] }],
  ])(
    "stores no scope with a bad %s, also when the Data API is called directly",
    async (_case, scope, kind = "contacts") => {
      const { id } = await makeWorkspace("bad");
      const insert = sql.begin(async (tx) => {
        const [user] = await tx`select id from auth.users where email = 'admin@acme.test'`;
        await tx`select set_config('request.jwt.claim.sub', ${user?.id}, true)`;
        await tx`set local role authenticated`;
        await tx`insert into exports (tenant_id, kind, format, scope) values (${id}, ${kind}, 'csv', ${sql.json(scope)})`;
      });
      await expect(insert).rejects.toMatchObject({ code: expect.stringMatching(/^(22|23514)/) });
    },
  );
});

it("the database and the app know the same actions of the audit log", async () => {
  const [{ actions } = {}] = await sql`select private.audit_actions() as actions`;
  expect(actions).toEqual(auditActions);
});

describe("GET /api/exports/preview", () => {
  const preview = (user: TestUser, fields: Record<string, string>) =>
    user.fetch(
      `/api/exports/preview?${new URLSearchParams({ workspace: "acme", kind: "contacts", format: "csv", ...fields })}`,
    );

  it("counts the rows and shows the first as they will stand in the file, without an audit entry", async () => {
    const fields = { types: "lead", columns: "created_at,email,id", time_zone: "Europe/Berlin" };
    // Other tests export from the same workspace, but not these columns.
    const entries = () =>
      sql`select seq from audit_log where tenant_id = ${acme} and details -> 'scope' -> 'columns' = '["created_at", "email", "id"]'`;
    const shown = (await (await preview(admin, fields)).json()) as {
      count: number;
      estimated: boolean;
      table: { columns: string[]; rows: string[][] };
      text: string;
    };
    expect(await entries()).toHaveLength(0);
    const { text, rows } = await contactsCsv(admin, "acme", { ...fields, format: "csv" });
    expect(shown).toMatchObject({ count: rows.length, estimated: false });
    expect(shown.table.columns).toEqual(["created_at", "email", "id"]);
    expect(shown.table.rows).toEqual(rows.slice(0, 20).map((row) => [row.created_at, row.email, row.id]));
    expect(text.startsWith(shown.text)).toBe(true);
  });

  it("shows conversations without internal notes as the file has them", async () => {
    const fields = { kind: "conversations", format: "json", status: "waiting", notes: "exclude" };
    const shown = (await (await preview(admin, fields)).json()) as { count: number; text: string };
    const { response } = await admin.download({ workspace: "acme", ...fields });
    const text = await response.text();
    expect(shown.count).toBe(JSON.parse(text).length);
    expect(text.startsWith(shown.text.slice(0, -10))).toBe(true);
    expect(shown.text).not.toContain('"is_internal":true');
  });

  it("reads no row that is too large, and says so of the first", async () => {
    const { id, slug } = await makeWorkspace("large");
    await sql`
      insert into customers (tenant_id, email, notes, created_at) values
        (${id}, 'a@large.test', ${"x".repeat(5_000)}, '2026-01-01'), (${id}, 'b@large.test', ${"x".repeat(300_000)}, '2026-01-02')`;
    const [conversation] = await sql`insert into conversations ${sql({ tenant_id: id, subject: "Long" })} returning id`;
    await sql`
      insert into messages (tenant_id, conversation_id, role, content)
      values (${id}, ${conversation?.id}, 'user', ${"x".repeat(300_000)})`;
    const shown = async (fields: Record<string, string>) =>
      (await preview(admin, { workspace: slug, ...fields })).json();
    const first = await shown({ columns: "email,notes" });
    expect(first).toMatchObject({ count: 2, cut: true, tooLarge: false });
    expect(first).toMatchObject({ table: { rows: [["a@large.test", "x".repeat(4096)]] } });
    expect(await shown({ created_from: "2026-01-02", columns: "email,notes" })).toEqual({
      ...{ count: 1, estimated: false, cut: false, tooLarge: true },
      ...{ table: { columns: ["email", "notes"], rows: [] }, text: "email,notes\r\n" },
    });
    expect(await shown({ kind: "conversations", format: "json" })).toMatchObject({
      count: 1,
      tooLarge: true,
      text: "[]\n",
    });
    expect(await shown({ kind: "conversations" })).toMatchObject({ count: 1, tooLarge: false });
  });

  it("is for owners and admins only, and names bad values", async () => {
    expect((await preview(await TestUser.signedIn("member@acme.test"), {})).status).toBe(403);
    expect((await preview(await TestUser.signedIn("admin@globex.test"), {})).status).toBe(404);
    expect((await preview(TestUser.signedOut(), {})).status).toBe(401);
    const bad = await preview(admin, { types: "boss", created_from: "x" });
    expect(bad.status).toBe(400);
    expect(await bad.text()).toMatch(/types.*created_from/);
  });
});

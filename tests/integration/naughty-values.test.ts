import naughtyStrings from "big-list-of-naughty-strings";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { readWorkbook } from "../support/read-workbook";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { endedExport, makeWorkspace } from "../support/workspace";

const columns = ["email", "name", "company", "job_title", "phone", "source", "external_id", "notes"] as const;
// Postgres text cannot contain NUL.
const strings = naughtyStrings.filter((text) => !text.includes("\0"));

let user: TestUser;
beforeAll(async () => {
  user = await TestUser.signedIn("admin@acme.test");
});

async function downloadBytes(workspace: string, kind: string, format: string): Promise<Buffer> {
  const { id, response } = await user.download({ workspace, kind, format });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(await endedExport(id)).toMatchObject({ status: "completed" });
  return bytes;
}

async function download(workspace: string, kind: string, format: string): Promise<string> {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await downloadBytes(workspace, kind, format));
}

/** The lines of an NDJSON file. */
const parseLines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("the strings of the Big List of Naughty Strings", () => {
  let workspace: { id: string; slug: string };
  beforeAll(async () => {
    workspace = await makeWorkspace("naughty");
    // One contact per string, in every text column and in its JSON.
    await sql`
      insert into customers (tenant_id, email, name, company, job_title, phone, source, external_id, notes, metadata, created_at)
      select ${workspace.id}, s, s, s, s, s, s, s, s, jsonb_build_object('value', s, s, 'key'),
        timestamptz '2026-01-01' + n * interval '1 second'
      from unnest(${strings}::text[]) with ordinality as list (s, n)`;
    await sql`
      with made as (
        insert into conversations (tenant_id, status, subject, summary, created_at)
        select ${workspace.id}, 'open', s, s, timestamptz '2026-01-01' + n * interval '1 second'
        from unnest(${strings}::text[]) with ordinality as list (s, n) returning id, tenant_id, subject
      )
      insert into messages (tenant_id, conversation_id, role, content) select tenant_id, id, 'user', subject from made`;
  });

  it("are unchanged in every column of a contacts export as CSV", async () => {
    const rows: Record<string, string>[] = parse(await download(workspace.slug, "contacts", "csv-exact"), {
      columns: true,
      record_delimiter: "\r\n",
    });
    for (const column of columns) expect(rows.map((row) => row[column])).toEqual(strings);
    expect(rows.map(({ metadata }) => JSON.parse(metadata ?? "").value)).toEqual(strings);
  });

  it("are unchanged in every column, and as a key, of a contacts export as JSON", async () => {
    const rows: Record<string, string>[] = JSON.parse(await download(workspace.slug, "contacts", "json"));
    for (const column of columns) expect(rows.map((row) => row[column])).toEqual(strings);
    const metadata = rows.map((row) => row.metadata as unknown as Record<string, string>);
    expect(metadata.every((value, index) => Object.hasOwn(value, strings[index] ?? ""))).toBe(true);
  });

  it.each([
    ["csv", ","],
    ["csv-excel", ","],
    ["csv-semicolon", ";"],
  ])("are unchanged but for apostrophes in every column of a contacts export as %s", async (format, delimiter) => {
    const text = await download(workspace.slug, "contacts", format);
    const rows: Record<string, string>[] = parse(text, {
      columns: true,
      bom: true,
      delimiter,
      record_delimiter: "\r\n",
    });
    for (const column of columns) {
      expect(rows.map((row) => row[column]?.replaceAll("'", ""))).toEqual(strings.map((s) => s.replaceAll("'", "")));
    }
  });

  it("are unchanged in every column, and as a key, of a contacts export as NDJSON", async () => {
    const rows = parseLines(await download(workspace.slug, "contacts", "ndjson"));
    for (const column of columns) expect(rows.map((row) => row[column])).toEqual(strings);
    expect(rows.map(({ metadata }) => metadata.value)).toEqual(strings);
  });

  it("are unchanged in every column of a contacts workbook, and in each sheet of a conversations workbook", async () => {
    const [contacts] = readWorkbook(await downloadBytes(workspace.slug, "contacts", "xlsx"));
    const [header = [], ...rows] = contacts?.rows ?? [];
    for (const column of columns) expect(rows.map((row) => row[header.indexOf(column)])).toEqual(strings);
    const metadata = rows.map((row) => JSON.parse(String(row[header.indexOf("metadata")])).value);
    expect(metadata).toEqual(strings);
    const [conversations, messages] = readWorkbook(await downloadBytes(workspace.slug, "conversations", "xlsx"));
    expect(conversations?.rows.slice(1).map((row) => row[2])).toEqual(strings);
    expect(messages?.rows.slice(1).map((row) => row[3])).toEqual(strings);
  });

  it("are unchanged in a conversations export as NDJSON and as CSV", async () => {
    const lines = parseLines(await download(workspace.slug, "conversations", "ndjson"));
    expect(lines.map(({ subject }) => subject)).toEqual(strings);
    expect(lines.map(({ messages }) => messages[0]?.content)).toEqual(strings);
    const rows: Record<string, string>[] = parse(await download(workspace.slug, "conversations", "csv-exact"), {
      columns: true,
      record_delimiter: "\r\n",
    });
    expect(rows.map(({ summary }) => summary)).toEqual(strings);
  });

  it("are unchanged in a conversations export", async () => {
    const rows: { subject: string; summary: string; messages: { content: string }[] }[] = JSON.parse(
      await download(workspace.slug, "conversations", "json"),
    );
    expect(rows.map(({ subject }) => subject)).toEqual(strings);
    expect(rows.map(({ summary }) => summary)).toEqual(strings);
    expect(rows.map(({ messages }) => messages[0]?.content)).toEqual(strings);
  });
});

it("a contacts export contains a cell of 10 MB, metadata of 5 MB and JSON a thousand levels deep unchanged", async () => {
  const workspace = await makeWorkspace("enormous");
  const deep = `${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`;
  await sql`
    insert into customers (tenant_id, notes, metadata, churn_reasons) values
      (${workspace.id}, repeat('ä€😀x', 1000000), jsonb_build_object('text', repeat('0123456789', 500000)), ${deep}::text::jsonb)`;
  const [row] = parse(await download(workspace.slug, "contacts", "csv-exact"), { columns: true }) as [
    Record<"notes" | "metadata" | "churn_reasons", string>,
  ];
  expect(row.notes === "ä€😀x".repeat(1_000_000)).toBe(true);
  expect(JSON.parse(row.metadata).text === "0123456789".repeat(500_000)).toBe(true);
  expect(row.churn_reasons.replaceAll(" ", "")).toBe(deep);
});

it("a conversations export contains conversations created at infinity and before Christ once each", async () => {
  const workspace = await makeWorkspace("all-times");
  await sql`
    insert into conversations (tenant_id, status, created_at)
    select ${workspace.id}, 'open', t::timestamptz
    from unnest(array['-infinity', '0044-03-15 12:00:00+00 BC', '2026-01-01', '2999-01-01', 'infinity']) t, generate_series(1, 150)`;
  const rows: { id: string }[] = JSON.parse(await download(workspace.slug, "conversations", "json"));
  const expected = await sql`select id from conversations where tenant_id = ${workspace.id} order by created_at, id`;
  expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
});

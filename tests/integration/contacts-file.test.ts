import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse/sync";
import Papa from "papaparse";
import { beforeAll, describe, expect, it } from "vitest";
import { schemaErrors } from "../support/json-schema";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

/** The columns of a contacts file, in order (docs/architecture.md). */
const names = [
  "id",
  "type",
  "email",
  "name",
  "company",
  "job_title",
  "phone",
  "source",
  "external_id",
  "account_id",
  "source_bot_id",
  "source_conversation_id",
  "notes",
  "metadata",
  "churn_reasons",
  "created_at",
  "last_seen_at",
  "promoted_at",
  "churned_at",
];

const number = /^[+-]?(\d+|\d{1,3}(,\d{3})+)([.,]\d+)?(e[+-]?\d+)?$/i;
/** A telephone number that nothing calculates: 5 to 15 digits, and no hyphen or two numbers side by side. */
const isTelephone = (text: string) =>
  /^\+\d[\d ().-]*$/.test(text) &&
  /^\d{5,15}$/.test(text.replace(/\D/g, "")) &&
  (!text.includes("-") || /[\d)] *\(|\) *\d|\d +\d/.test(text));

/**
 * A CSV cell with an apostrophe before each formula: at its start or behind a separator of any format, before OWASP's characters and
 * their full-width forms, but not before numbers and telephone numbers.
 */
function escapeFormulas(cell: string): string {
  const start = /^[\t\r\n]/.test(cell) ? "'" : "";
  return (
    start +
    cell.replace(/(?:^|[,;\t\r\n]"*)(?=[=+\-@＝＋－＠])/g, (separator, at: number) => {
      const rest = cell.slice(at + separator.length);
      return number.test(rest) || isTelephone(rest) ? separator : `${separator}'`;
    })
  );
}
const today = new Date().toISOString().slice(0, 10);

/** Every cell of a workspace's customers as text, straight from Postgres. */
async function cellsInPostgres(slug: string): Promise<(string | null)[][]> {
  const rows = await sql`
    select c.id::text, type::text, email, c.name, company, job_title, phone, source, external_id, account_id::text,
      source_bot_id::text, source_conversation_id::text, notes, metadata::text, churn_reasons::text,
      to_json(c.created_at) #>> '{}' as created_at, to_json(last_seen_at) #>> '{}' as last_seen_at,
      to_json(promoted_at) #>> '{}' as promoted_at, to_json(churned_at) #>> '{}' as churned_at
    from customers c join tenants t on t.id = c.tenant_id where t.slug = ${slug} order by c.created_at, c.id`;
  return rows.map((row) => names.map((name) => row[name]));
}

describe.each([
  ["acme", "admin@acme.test"],
  ["globex", "owner@globex.test"],
])("the contacts export of the seeded workspace %s", (slug, email) => {
  let user: TestUser;
  let expected: (string | null)[][];

  beforeAll(async () => {
    user = await TestUser.signedIn(email);
    expected = await cellsInPostgres(slug);
    expect(expected.length).toBeGreaterThan(100);
  });

  it.each(["csv", "csv-excel", "csv-exact"] as const)(
    "as %s equals the database cell by cell, for two CSV parsers",
    async (format) => {
      const { id, response } = await user.download({ workspace: slug, kind: "contacts", format });
      const bytes = Buffer.from(await response.arrayBuffer());
      const text = bytes.toString();
      const escapeCell = (cell: string | null) => (format !== "csv-exact" && cell ? escapeFormulas(cell) : cell);
      const cells = expected.map((row) => row.map(escapeCell));
      const original = expected.flat();
      const escapedCells = cells.flat().filter((cell, index) => cell !== original[index]).length;

      expect(bytes.subarray(0, 3).toString("hex") === "efbbbf").toBe(format === "csv-excel");
      const flat = [names, ...cells.map((row) => row.map((cell) => cell ?? ""))];
      expect(parse(text, { bom: format === "csv-excel", record_delimiter: "\r\n" })).toEqual(flat);
      expect(Papa.parse(text, { newline: "\r\n", skipEmptyLines: true }).data).toEqual(flat);

      const row = await endedExport(id);
      expect(row).toMatchObject({
        status: "completed",
        rows_written: String(expected.length),
        bytes_written: String(bytes.length),
        cells_guarded: String(escapedCells),
        sha256: createHash("sha256").update(bytes).digest("hex"),
      });
      if (slug === "acme" && format !== "csv-exact") expect(escapedCells).toBeGreaterThan(5);
    },
  );

  it("as json equals the database value by value, with every digit of a number", async () => {
    const { response } = await user.download({ workspace: slug, kind: "contacts", format: "json" });
    const text = await response.text();
    const parsed = JSON.parse(text) as Record<string, unknown>[];
    expect(parsed.map((row) => Object.keys(row))).toEqual(expected.map(() => names));
    expect(schemaErrors("contacts", parsed)).toEqual([]);

    // JSON.parse would round numbers, so what is nested is compared as text: every digit must be there.
    const lines = text.split("\n").slice(1);
    const [metadata, churnReasons] = [names.indexOf("metadata"), names.indexOf("churn_reasons")];
    for (const [index, row] of expected.entries()) {
      expect(lines[index]).toContain(`"metadata":${row[metadata]},"churn_reasons":${row[churnReasons]},"created_at":`);
    }
    for (const [index, row] of expected.entries()) {
      for (const [column, name] of names.entries()) {
        const value = parsed[index]?.[name];
        const cell = row[column] ?? null;
        if (column === metadata || column === churnReasons)
          expect(value).toEqual(cell === null ? null : JSON.parse(cell));
        else expect(value).toBe(cell);
      }
    }
  });

  it("as csv-exact equals the table when loaded back with COPY", async () => {
    const { response } = await user.download({ workspace: slug, kind: "contacts", format: "csv-exact" });
    await sql.begin(async (tx) => {
      await tx`create temp table loaded (like customers) on commit drop`;
      await tx`alter table loaded drop column tenant_id`;
      const sink = await tx`copy loaded (${tx(names)}) from stdin with (format csv, header true)`.writable();
      await pipeline(Readable.from(Buffer.from(await response.arrayBuffer())), sink);
      const columns = tx(names);
      const differing = await tx`
        with original as (
          select ${columns} from customers where tenant_id = (select id from tenants where slug = ${slug})
        ), loaded_rows as (select ${columns} from loaded)
        (select * from original except all select * from loaded_rows)
        union all (select * from loaded_rows except all select * from original)`;
      expect(differing).toEqual([]);
      const [{ count } = {}] = await tx`select count(*) from loaded`;
      expect(count).toBe(String(expected.length));
    });
  });
});

describe("a contacts export", () => {
  it("is an attachment with the right name and type that must not be stored by caches", async () => {
    const user = await TestUser.signedIn("admin@acme.test");
    for (const [format, extension, type] of [
      ["csv", "csv", /^text\/csv; charset=utf-8/],
      ["json", "json", /^application\/json/],
    ] as const) {
      const { response } = await user.download({ workspace: "acme", kind: "contacts", format });
      await response.arrayBuffer();
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toMatch(type);
      expect(response.headers.get("content-disposition")).toMatch(
        new RegExp(`^attachment; filename="acme-contacts-${today}T\\d{4}Z\\.${extension}"$`),
      );
      expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  it("writes an audit entry when it is created and one when it is complete", async () => {
    const user = await TestUser.signedIn("admin@acme.test");
    const { id, response } = await user.download({ workspace: "acme", kind: "contacts", format: "csv" });
    await response.arrayBuffer();
    const row = await endedExport(id);
    const [started, completed, ...more] = await entriesOfExport(id);
    expect(more).toEqual([]);
    expect(started).toMatchObject({
      action: "export.contacts",
      actor_email: "admin@acme.test",
      actor_role: "admin",
      target_id: null,
    });
    expect(completed).toMatchObject({
      action: "export.completed",
      details: {
        export: id,
        format: "csv",
        rows: Number(row.rows_written),
        bytes: Number(row.bytes_written),
        sha256: row.sha256,
      },
    });
  });

  it("of an empty workspace is a CSV header or an empty JSON array", async () => {
    const { slug } = await makeWorkspace("empty");
    const user = await TestUser.signedIn("owner@acme.test");
    const csv = await user.download({ workspace: slug, kind: "contacts", format: "csv" });
    expect(await csv.response.text()).toBe(`${names.join(",")}\r\n`);
    const json = await user.download({ workspace: slug, kind: "contacts", format: "json" });
    expect(await json.response.text()).toBe("[]\n");
    expect(await endedExport(json.id)).toMatchObject({ status: "completed", rows_written: "0" });
  });
});

import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import Papa from "papaparse";
import { beforeAll, describe, expect, it } from "vitest";
import { readCsvWithDuckDb, readNdjsonWithDuckDb } from "../support/duckdb";
import { conversationsOf } from "../support/expected-records";
import { schemaErrors } from "../support/json-schema";
import { findLibreOffice, openInLibreOffice } from "../support/libreoffice";
import { type ReadSheet, readWorkbook } from "../support/read-workbook";
import { sql } from "../support/stack";
import {
  auditLogTable,
  contactsTable,
  conversationsTable,
  excelSerial,
  type Table,
  transcriptsTable,
} from "../support/table-cells";
import { TestUser } from "../support/test-user";
import { endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

const csvFormats = ["csv", "csv-excel", "csv-semicolon", "csv-exact"] as const;
const kinds = ["contacts", "conversations", "audit_log"] as const;
type Kind = (typeof kinds)[number];

let admin: TestUser;
let acme: string;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  const [tenant] = await sql`select id from tenants where slug = 'acme'`;
  acme = tenant?.id as string;
});

/** Downloads a file and reads what Postgres has for its first table. */
async function download(kind: Kind, format: string, compress?: string) {
  const { id, response } = await admin.download({ workspace: "acme", kind, format, compress });
  const bytes = Buffer.from(await response.arrayBuffer());
  const row = await endedExport(id);
  expect(row).toMatchObject({
    status: "completed",
    bytes_written: String(bytes.length),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  const table =
    kind === "contacts"
      ? await contactsTable(acme)
      : kind === "conversations"
        ? await conversationsTable(acme)
        : await auditLogTable(acme, row.cutoff_seq as string);
  expect(table.rows.length).toBeGreaterThan(3);
  expect(row.rows_written).toBe(String(table.rows.length));
  return { id, response, bytes, row, table };
}

/** What OWASP tells to escape: an apostrophe behind a separator or at the start, before a character that starts a formula. */
function withoutApostrophes(cell: string, original: string | null): string {
  return cell === (original ?? "") ? cell : cell.replaceAll(/(^|[,;\t\r\n]"*)'(?=[=+\-@\t\r\n＝＋－＠])/g, "$1");
}

describe.each(kinds)("%s", (kind) => {
  it.each(csvFormats)("as %s have every cell of the database, for two CSV parsers", async (format) => {
    const { bytes, table, row } = await download(kind, format);
    const forExcel = format === "csv-excel" || format === "csv-semicolon";
    const delimiter = format === "csv-semicolon" ? ";" : ",";
    expect(bytes.subarray(0, 3).toString("hex") === "efbbbf").toBe(forExcel);
    const cells: string[][] = parse(bytes, { bom: forExcel, delimiter, record_delimiter: "\r\n" });
    const papa = Papa.parse<string[]>(bytes.toString().replace(/^\uFEFF/, ""), { delimiter, newline: "\r\n" }).data;
    expectSameRows(papa.slice(0, -1), cells);
    expect(cells[0]).toEqual(table.columns);
    const original = table.rows.map((values) => values.map((value) => value ?? ""));
    const read = cells.slice(1);
    let escaped = 0;
    const restored = read.map((values, y) =>
      values.map((value, x) => {
        const stored = original[y]?.[x] ?? "";
        if (value !== stored) escaped++;
        return withoutApostrophes(value, stored);
      }),
    );
    expectSameRows(restored, original);
    expect(row.cells_guarded).toBe(String(escaped));
    if (format === "csv-exact") expect(escaped).toBe(0);
    if (format === "csv" && kind === "contacts") expect(escaped).toBeGreaterThan(5);
  });

  it("as csv-exact have every cell of the database for DuckDB", async () => {
    const { bytes, table } = await download(kind, "csv-exact");
    // DuckDB drops a byte-order mark at the start of a cell.
    const rows = table.rows.map((row) => row.map((value) => value?.replace(/^\uFEFF/, "") ?? null));
    expectSameRows(await readCsvWithDuckDb(bytes), [table.columns, ...rows]);
  });

  it("as NDJSON have a JSON object a line with every value of the JSON file", async () => {
    const { bytes } = await download(kind, "ndjson");
    const json = await download(kind, "json");
    const lines = bytes.toString().split("\n");
    expect(lines.pop()).toBe("");
    // The same text, so that every digit is the same; the audit log has grown by its own export meanwhile.
    const items = json.bytes.toString().slice(2, -3).split(",\n");
    expect(items.slice(0, lines.length)).toEqual(lines);
    expect(
      schemaErrors(
        kind,
        lines.map((line) => JSON.parse(line)),
      ),
    ).toEqual([]);
    const read = await readNdjsonWithDuckDb(bytes);
    expect(read.map(({ id }) => id)).toEqual(lines.map((line) => JSON.parse(line).id));
  });

  it("as a workbook have every cell of the database, with types", async () => {
    const { bytes, table } = await download(kind, "xlsx");
    const sheets = readWorkbook(bytes);
    expectSheet(sheets[0], table);
    expect(sheets.length).toBe(kind === "conversations" ? 3 : 1);
  });

  it.skipIf(!findLibreOffice())(
    "as a workbook have every cell of the database in LibreOffice (skipped without it)",
    async () => {
      const { bytes, table } = await download(kind, "xlsx");
      const [workbook] = await openInLibreOffice([bytes], "xlsx");
      const [sheet] = readWorkbook(workbook as Uint8Array);
      expectSheet(sheet, table, asLibreOffice);
    },
  );
});

/** Compares many rows one by one: the difference of two large arrays takes minutes to print. */
function expectSameRows(rows: readonly unknown[][], expected: readonly unknown[][]): void {
  expect(rows.length).toBe(expected.length);
  for (const [index, row] of rows.entries()) expect(row).toEqual(expected[index]);
}

const numbers = ["seq", "form_version", "message_count", "reply_count", "internal_note_count"];

/** A text as a workbook holds it: cut to 32,767 characters (docs/formats.md). SheetJS turns CRLF into LF. */
function inWorkbook(value: string | null | undefined): string | null {
  const note = `… [cut: ${value?.length.toLocaleString("en")} characters]`;
  const cut = value && value.length > 32_767 ? value.slice(0, 32_767 - note.length) + note : value;
  return cut?.replaceAll("\r\n", "\n") ?? null;
}

/**
 * What LibreOffice saves: numbers with 15 digits, which are times to ten microseconds, no empty strings, and in a cell with LF no
 * other line break.
 */
const asLibreOffice = {
  tolerance: 10,
  empty: null,
  lineBreaks: (text: string) => (text.includes("\n") ? text.replaceAll(/\n\r|\r/g, "\n") : text),
};

const mapText = (text: string | null, map: (text: string) => string) => (text === null ? null : map(text));

/**
 * Compares a sheet with a table: text as text, times as dates, counts as numbers.
 * @param tolerance of times, in microseconds
 * @param empty what an empty string is read as
 * @param lineBreaks changes the line breaks of a text as the reader does
 */
function expectSheet(
  sheet: ReadSheet | undefined,
  { columns, times, rows }: Table,
  { tolerance, empty, lineBreaks }: { tolerance: number; empty: "" | null; lineBreaks: (text: string) => string } = {
    tolerance: 1,
    empty: "",
    lineBreaks: (text) => text,
  },
): void {
  expect(sheet?.rows[0]).toEqual(columns);
  expect(sheet?.rows.length).toBe(rows.length + 1);
  for (const [y, row] of rows.entries()) {
    const read = (sheet?.rows[y + 1] ?? []).map((value, x) => {
      const expected = row[x] ?? null;
      const serial = expected !== null && times.includes(columns[x] as string) ? excelSerial(expected) : null;
      const isTime = serial !== null && typeof value === "number";
      if (isTime && Math.abs(value - serial) * 86_400e6 < tolerance) return expected;
      return value;
    });
    expect(read).toEqual(
      row.map((value, x) => {
        if (value !== null && numbers.includes(columns[x] as string)) return Number(value);
        return columns[x] === "is_internal"
          ? value === "true"
          : value === ""
            ? empty
            : mapText(inWorkbook(value), lineBreaks);
      }),
    );
  }
}

describe("a conversations workbook", () => {
  it("has a sheet with every message and one with every reply", async () => {
    const { bytes, row } = await download("conversations", "xlsx");
    const [, messages, replies] = readWorkbook(bytes);
    expect([messages?.name, replies?.name]).toEqual(["Messages", "Replies"]);
    const expected = [await transcriptsTable(acme, "messages"), await transcriptsTable(acme, "replies")] as const;
    expectSheet(messages, expected[0]);
    expectSheet(replies, expected[1]);
    expect(row.counts).toEqual({
      conversations: (await conversationsOf(acme)).length,
      messages: expected[0].rows.length,
      replies: expected[1].rows.length,
    });
  });
});

describe("compress=gzip", () => {
  it.each([
    ["contacts", "csv"],
    ["conversations", "ndjson"],
    ["audit_log", "json"],
    ["contacts", "json"],
  ] as const)("gives the file of %s as %s, compressed, and the hash of what is sent", async (kind, format) => {
    const plain = await download(kind, format);
    const { id, bytes, response } = await download(kind, format, "gzip");
    const text = gunzipSync(bytes).toString();
    // The audit log has grown by the exports themselves.
    if (kind === "audit_log") expect(text.startsWith(plain.bytes.toString().slice(0, -3))).toBe(true);
    else expect(text === plain.bytes.toString()).toBe(true);
    expect(bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(response.headers.get("content-type")).toBe("application/gzip");
    expect(response.headers.get("content-encoding")).toBe(null);
    expect(response.headers.get("content-disposition")).toMatch(new RegExp(`T\\d{4}Z\\.${format}\\.gz"$`));
    for (const { details } of await entriesOfExport(id)) expect(details).toMatchObject({ format, compress: "gzip" });
  });

  it.each([
    ["contacts", "xlsx"],
    ["contact", "html"],
  ])("is refused for %s as %s", async (kind, format) => {
    const [customer] = await sql`select id from customers where tenant_id = ${acme} limit 1`;
    const fields = { workspace: "acme", kind, format, contact: customer?.id, compress: "gzip" };
    const response = await admin.postExport(fields);
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toBe(`compress is not for the format ${format}.`);
  });

  it("is the only compression", async () => {
    const response = await admin.postExport({ workspace: "acme", kind: "contacts", format: "csv", compress: "zip" });
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toBe("compress must be gzip.");
  });
});

it("files of one workspace in different formats have different names", async () => {
  const { slug } = await makeWorkspace("acme");
  const names: (string | undefined)[] = [];
  for (const kind of kinds) {
    for (const format of [...csvFormats, "json", "ndjson", "xlsx"]) {
      const { response } = await admin.download({ workspace: slug, kind, format });
      await response.arrayBuffer();
      const name = response.headers.get("content-disposition")?.replace(/\d{4}-\d\d-\d\dT\d{4}Z/, "TIME");
      names.push(name?.replace(slug, "acme"));
    }
  }
  expect(new Set(names).size).toBe(names.length);
  expect(names.slice(0, 7)).toEqual([
    'attachment; filename="acme-contacts-TIME.csv"',
    'attachment; filename="acme-contacts-excel-TIME.csv"',
    'attachment; filename="acme-contacts-semicolon-TIME.csv"',
    'attachment; filename="acme-contacts-exact-TIME.csv"',
    'attachment; filename="acme-contacts-TIME.json"',
    'attachment; filename="acme-contacts-TIME.ndjson"',
    'attachment; filename="acme-contacts-TIME.xlsx"',
  ]);
});

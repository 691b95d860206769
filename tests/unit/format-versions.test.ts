import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { formatVersions } from "@/lib/exports/format-versions";
import type { Column } from "@/lib/exports/formats/csv";
import { formatTable } from "@/lib/exports/formats/table";
import { formatWorkbook, type WorkbookTable } from "@/lib/exports/formats/xlsx/workbook";
import type { ExportKind } from "@/lib/exports/kinds";
import type { Chunk } from "@/lib/exports/types";
import { auditLogColumns } from "@/lib/exports/writers/audit-log";
import { contactColumns } from "@/lib/exports/writers/contacts";
import { conversationColumns, messageColumns, replyColumns } from "@/lib/exports/writers/conversation-tables";
import { recordsBatch, textBatch } from "../support/postgres-records";

/** Two records with a value of each sort, and one of nulls. */
function sample(columns: readonly Column[]) {
  const cells = {
    time: "2026-01-31 23:59:59.000001+00",
    integer: "12",
    boolean: "t",
    text: '=1;"a", _x0041_\r\n\'é👩',
  };
  const rows = [
    columns.map(({ type }) => cells[type ?? "text"]),
    columns.map(({ type }) => (type ? cells[type] : "")),
    columns.map(() => null),
  ];
  return recordsBatch(rows);
}

async function* once<T>(value: T) {
  yield value;
}

async function bytesOf(chunks: AsyncIterable<Chunk>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const { text } of chunks) parts.push(...(typeof text === "string" ? [Buffer.from(text)] : text));
  return Buffer.concat(parts);
}

const tables: Partial<Record<ExportKind, [name: string, title: string, columns: readonly Column[]][]>> = {
  contacts: [["contacts", "Contacts", contactColumns()]],
  conversations: [
    ["conversations", "Conversations", conversationColumns],
    ["messages", "Messages", messageColumns],
    ["replies", "Replies", replyColumns],
  ],
  audit_log: [["audit_log", "Audit log", auditLogColumns]],
};

/** What a file of a kind looks like, in every format. */
async function shapeOf(kind: ExportKind): Promise<string> {
  const sections: [name: string, text: string][] = [];
  const [first] = tables[kind] ?? [];
  if (first) {
    for (const format of ["csv", "csv-excel", "csv-semicolon", "csv-exact"] as const) {
      sections.push([format, (await bytesOf(formatTable(format, first[2], once(sample(first[2]))))).toString()]);
    }
    for (const [format, item] of [
      ["json", ",\n{}"],
      ["ndjson", "{}\n"],
    ] as const) {
      sections.push([format, (await bytesOf(formatTable(format, first[2], once(textBatch(item, 1))))).toString()]);
    }
    const sheets = (tables[kind] ?? []).map(
      ([name, title, columns]): WorkbookTable => ({ name, title, columns, batches: once(sample(columns)) }),
    );
    const parts = unzipSync(await bytesOf(formatWorkbook(sheets, new Date("2026-11-25T14:10:00Z"))));
    for (const [name, bytes] of Object.entries(parts)) sections.push([`xlsx ${name}`, Buffer.from(bytes).toString()]);
  }
  sections.push(["JSON Schema", readFileSync(`public/schemas/${kind}.schema.json`, "utf8")]);
  return sections.map(([name, text]) => `--- ${kind} as ${name}\n${text}\n`).join("");
}

it.each(Object.entries(formatVersions) as [ExportKind, string][])(
  "the files of %s have the shape that is recorded for version %s",
  async (kind, version) => {
    // Has it changed? Raise its version by the rules in docs/formats.md; the shapes of other versions stay as they are.
    await expect(await shapeOf(kind)).toMatchFileSnapshot(`format-shapes/${kind}-${version}.txt`);
  },
);

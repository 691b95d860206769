import { textChunk } from "@/lib/exports/chunk";
import type { Batch, Chunk } from "@/lib/exports/types";
import type { Column } from "../csv";
import { columnWidths } from "./column-widths";
import {
  contentTypesXml,
  rootRelationshipsXml,
  sheetPart,
  type WrittenSheet,
  workbookRelationshipsXml,
  workbookXml,
} from "./package-xml";
import { RecordSource } from "./record-source";
import { RowsXml } from "./rows-xml";
import { sheetEnd, sheetStart } from "./sheet-xml";
import { stylesXml } from "./styles";
import { ZipWriter } from "./zip-writer";

/** A table of a workbook. */
export type WorkbookTable = {
  /** What its records are, as in the counts of an export. */
  name: string;
  /** The name of its sheet: at most 26 letters and spaces, so that " 2" fits. */
  title: string;
  columns: readonly Column[];
  /** Postgres records (see record-text.ts). */
  batches: AsyncIterable<Batch>;
};

/** What a sheet holds: Excel's rows, the header included, and bytes of XML that a ZIP entry can have without ZIP64. */
const sheetLimits = { rows: 1_048_576, bytes: 2 ** 31 };

/**
 * Writes tables as an Excel workbook (ECMA-376), each in a sheet of its own, read one after another. What does not fit in a sheet goes
 * on in another one, "Contacts 2". The rows of the first table are the rows of the file.
 * @param createdAt the modification time of its parts
 * @param timeZone the name of the zone that the records' times are printed in
 * @param limits other than a sheet's, for tests
 */
export async function* formatWorkbook(
  tables: readonly WorkbookTable[],
  createdAt: Date,
  timeZone = "UTC",
  limits = sheetLimits,
): AsyncGenerator<Chunk> {
  const zip = new ZipWriter(createdAt);
  const sheets: WrittenSheet[] = [];
  yield* zip.entry("_rels/.rels", [textChunk(rootRelationshipsXml)]);
  yield* zip.entry("xl/styles.xml", [textChunk(stylesXml(timeZone))]);
  for (const table of tables) {
    const source = new RecordSource(table.batches);
    try {
      let part = 1;
      do {
        const sheet = {
          title: part === 1 ? table.title : `${table.title} ${part}`,
          columns: table.columns.length,
          lastRow: 1,
        };
        sheets.push(sheet);
        const chunks = sheetChunks(table, source, sheet, sheets.length === 1, limits);
        for await (const chunk of zip.entry(sheetPart(sheets.length - 1), chunks)) {
          yield table === tables[0] ? chunk : { ...chunk, rows: 0 };
        }
        part++;
      } while (await source.fill());
    } finally {
      await source.close();
    }
  }
  yield* zip.entry("xl/workbook.xml", [textChunk(workbookXml(sheets))]);
  yield* zip.entry("xl/_rels/workbook.xml.rels", [textChunk(workbookRelationshipsXml(sheets))]);
  yield* zip.entry("[Content_Types].xml", [textChunk(contentTypesXml(sheets))]);
  yield zip.end();
}

/** The XML of one sheet. Ends with the table, or where the sheet is full. */
async function* sheetChunks(
  { name, columns }: WorkbookTable,
  source: RecordSource,
  sheet: WrittenSheet,
  isFirst: boolean,
  limits: typeof sheetLimits,
): AsyncGenerator<Chunk> {
  await source.fill();
  yield textChunk(sheetStart(columns, columnWidths(source.text, source.at, source.rows, columns), isFirst));
  const rowsXml = new RowsXml(columns);
  for (let bytes = 0; sheet.lastRow < limits.rows && bytes < limits.bytes && (await source.fill()); ) {
    const rows = Math.min(source.rows, limits.rows - sheet.lastRow);
    const { xml, cutCells, end } = rowsXml.convert(source.text, source.at, rows, sheet.lastRow + 1);
    const counts = source.take(rows, end);
    sheet.lastRow += rows;
    bytes += xml.length;
    yield { text: [xml], rows, escapedCells: 0, counts, cutCells: cutCells && { [name]: cutCells } };
  }
  yield textChunk(sheetEnd(columns, sheet.lastRow));
}

import type { Column } from "../csv";
import { columnLetters } from "./references";
import { styles } from "./styles";

/**
 * A sheet until its first row of data: the header, frozen, and the widths of the columns.
 * @param widths in characters
 * @param isFirst whether the workbook opens on this sheet
 */
export function sheetStart(columns: readonly Column[], widths: readonly number[], isFirst: boolean): string {
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const header = columns.map(
    ({ name }, index) =>
      `<c r="${columnLetters(index)}1" s="${styles.header}" t="inlineStr"><is><t xml:space="preserve">${name}</t></is></c>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ""} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${cols.join("")}</cols><sheetData><row r="1">${header.join("")}</row>`;
}

/** The end of a sheet: a filter on every column, and no warning that text looks like a number. */
export function sheetEnd(columns: readonly Column[], lastRow: number): string {
  const range = `A1:${columnLetters(columns.length - 1)}${lastRow}`;
  return `</sheetData><autoFilter ref="${range}"/><ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

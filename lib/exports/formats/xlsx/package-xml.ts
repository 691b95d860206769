import { columnLetters } from "./references";

/** A sheet that was written: what its tab says, and its size. */
export type WrittenSheet = { title: string; columns: number; lastRow: number };

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
const contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** _rels/.rels */
export const rootRelationshipsXml = `${declaration}<Relationships xmlns="${packageRelationships}"><Relationship Id="rId1" Type="${relationship}/officeDocument" Target="xl/workbook.xml"/></Relationships>\n`;

/** The name of a sheet's part. @param index from 0 */
export function sheetPart(index: number): string {
  return `xl/worksheets/sheet${index + 1}.xml`;
}

/** xl/workbook.xml. The hidden names are those that Excel gives to the ranges of filters. */
export function workbookXml(sheets: readonly WrittenSheet[]): string {
  const list = sheets.map(
    ({ title }, index) => `<sheet name="${title}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const names = sheets.map(
    ({ title, columns, lastRow }, index) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${title}'!$A$1:$${columnLetters(columns - 1)}$${lastRow}</definedName>`,
  );
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${relationship}"><bookViews><workbookView/></bookViews><sheets>${list.join("")}</sheets><definedNames>${names.join("")}</definedNames></workbook>\n`;
}

/** xl/_rels/workbook.xml.rels */
export function workbookRelationshipsXml(sheets: readonly WrittenSheet[]): string {
  const list = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relationship}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return `${declaration}<Relationships xmlns="${packageRelationships}">${list.join("")}<Relationship Id="rId${sheets.length + 1}" Type="${relationship}/styles" Target="styles.xml"/></Relationships>\n`;
}

/** [Content_Types].xml */
export function contentTypesXml(sheets: readonly WrittenSheet[]): string {
  const list = sheets.map(
    (_, index) => `<Override PartName="/${sheetPart(index)}" ContentType="${contentType}.worksheet+xml"/>`,
  );
  return `${declaration}<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/>${list.join("")}</Types>\n`;
}

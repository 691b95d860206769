import { read, type WorkSheet } from "@e965/xlsx";

/** A cell as SheetJS reads it: null when there is none, its text, its number, a boolean, or the formula that it must not have. */
type ReadCell = string | number | boolean | null;

/** A sheet: its name and its cells, header included. */
export type ReadSheet = { name: string; rows: ReadCell[][]; sheet: WorkSheet };

/** Reads a workbook with SheetJS, which did not write it. Fails on formulas and errors. */
export function readWorkbook(bytes: Uint8Array): ReadSheet[] {
  const workbook = read(bytes, { type: "buffer", dense: true, cellFormula: true, cellNF: true, cellHTML: false });
  return workbook.SheetNames.map((name) => {
    const sheet = workbook.Sheets[name] as WorkSheet;
    const range = /^[A-Z]+1:[A-Z]+(\d+)$/.exec(sheet["!ref"] ?? "");
    const data = (sheet["!data"] ?? []) as ({ t: string; v?: ReadCell; f?: string } | undefined)[][];
    const width = data[0]?.length ?? 0;
    const rows = Array.from({ length: range ? Number(range[1]) : data.length }, (_, index) =>
      Array.from({ length: width }, (_, column) => {
        const cell = data[index]?.[column];
        // LibreOffice writes booleans as TRUE() and FALSE().
        if ((cell?.f !== undefined && cell.t !== "b") || cell?.t === "e")
          throw new Error(`A formula in ${name}: ${cell.f}`);
        return cell?.v ?? null;
      }),
    );
    return { name, rows, sheet };
  });
}

import { Amount } from "@/components/ui/amount";
import { Estimate } from "@/components/ui/estimate";
import { maxCellCharacters, maxSheetRows } from "./excel-sizes";

type Props = { format: string; rows: number; estimated: boolean };

/** What Excel does to a table that is opened in it, and what to choose instead. */
export function ExcelLimits({ format, rows, estimated }: Props) {
  const isCsv = format.startsWith("csv");
  const isTooLong = rows > maxSheetRows && (isCsv || format === "xlsx");
  if (!isCsv && !isTooLong) return null;
  return (
    <div className="mt-2 max-w-prose space-y-1 text-sm text-quiet">
      {isTooLong ? (
        <p className="font-medium text-note-ink">
          <Estimate rows={rows} estimated={estimated} unit="row" />: more than one sheet of Excel.{" "}
          {isCsv ? (
            <>
              Excel opens only the first <Amount value={maxSheetRows + 1} /> lines of a CSV file.
            </>
          ) : (
            "The workbook continues on further sheets."
          )}
        </p>
      ) : null}
      {isCsv ? (
        <p>
          In Excel, a cell of a CSV file ends after <Amount value={maxCellCharacters} /> characters, numbers keep 15
          digits, and telephone numbers lose their plus sign and leading zeros. For Excel, choose a workbook; CSV is for
          imports.
        </p>
      ) : null}
    </div>
  );
}

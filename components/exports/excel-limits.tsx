import { countOrEstimate } from "@/lib/format/count";

/** Rows of a sheet, without its header. */
const maxSheetRows = 1_048_575;

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
          {countOrEstimate({ rows, estimated }, "row")}: more than one sheet of Excel.{" "}
          {isCsv
            ? "Excel opens only the first 1,048,576 lines of a CSV file."
            : "The workbook continues on further sheets."}
        </p>
      ) : null}
      {isCsv ? (
        <p>
          In Excel, a cell of a CSV file ends after 32,767 characters, numbers keep 15 digits, and telephone numbers
          lose their plus sign and leading zeros. For Excel, choose a workbook; CSV is for imports.
        </p>
      ) : null}
    </div>
  );
}

import { Amount } from "@/components/ui/amount";
import { Disclosure } from "@/components/ui/disclosure";
import { Estimate } from "@/components/ui/estimate";

/** Rows of a sheet, without its header. */
const maxSheetRows = 1_048_575;

/** Characters of a cell. */
const maxCellCharacters = 32_767;

/** How to open an export in Excel without changing what is in it. */
export function ExcelHelp() {
  return (
    <Disclosure title="Opening exports in Excel">
      <ul className="max-w-prose list-disc space-y-1 pl-5 text-sm text-quiet marker:text-edge">
        <li>
          Export an <Term>Excel workbook</Term>. Phone numbers, leading zeros and long numbers stay as they are. CSV
          files are for imports: Excel changes such values when it opens one.
        </li>
        <li>
          More than <Amount value={maxSheetRows} /> rows continue on a second sheet. Cells longer than{" "}
          <Amount value={maxCellCharacters} /> characters are cut, and the receipt says how many.
        </li>
        <li>
          Formulas in CSV files are neutralized so they can’t run: an apostrophe is put before them, also inside a cell.
          Nothing is changed in <Term>CSV, exact values</Term>.
        </li>
      </ul>
    </Disclosure>
  );
}

function Term({ children }: { children: string }) {
  return <b className="font-medium text-ink">{children}</b>;
}

type LimitsProps = { format: string; rows: number; estimated: boolean };

/** What Excel does to a table that is opened in it, and what to choose instead. */
export function ExcelLimits({ format, rows, estimated }: LimitsProps) {
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

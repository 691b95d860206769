import { Amount } from "@/components/ui/amount";
import { Disclosure } from "@/components/ui/disclosure";
import { maxCellCharacters, maxSheetRows } from "./excel-sizes";

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

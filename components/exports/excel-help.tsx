import { Disclosure } from "@/components/ui/disclosure";

/** How to open a CSV file in Excel without changing what is in it. */
export function ExcelHelp() {
  return (
    <Disclosure title="Opening CSV files in Excel">
      <ul className="max-w-prose list-disc space-y-1 pl-5 text-sm text-quiet marker:text-edge">
        <li>
          Choose <Term>Data → From Text/CSV</Term> and set the file origin to <Term>UTF-8</Term>. To open files with a
          double-click, export <Term>CSV for Excel</Term>.
        </li>
        <li>
          Excel rounds numbers longer than 15 digits. Import columns with long IDs as <Term>Text</Term>.
        </li>
        <li>
          Formulas are neutralized so they can’t run: such cells start with an apostrophe. Phone numbers and ordinary
          numbers aren’t changed, and nothing is changed in <Term>CSV, exact values</Term>.
        </li>
      </ul>
    </Disclosure>
  );
}

function Term({ children }: { children: string }) {
  return <b className="font-medium text-ink">{children}</b>;
}

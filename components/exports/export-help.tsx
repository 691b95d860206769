import type { ReactNode } from "react";

const notIncluded = [
  "Attachments and other uploaded files",
  "Knowledge base articles",
  "Bot, flow and mini-app settings",
  "Data from other workspaces",
];

/** What exports include and leave out, and how to open one in Excel. */
export function ExportHelp() {
  return (
    <div className="grid gap-8 sm:grid-cols-2">
      <HelpList id="included" title="Included in exports">
        <li>Every record that exists when the export starts</li>
        <li>Possibly records that are added or changed while it runs</li>
        <li>Records that are moved or deleted meanwhile are listed on the receipt</li>
      </HelpList>
      <HelpList id="not-included" title="Not included in exports">
        {notIncluded.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </HelpList>
      <HelpList id="in-excel" title="Opening exports in Excel">
        <li>
          Download the <Term>Excel workbook</Term>. Phone numbers, leading zeros and long numbers stay as they are. CSV
          files are for imports: Excel changes such values when it opens one.
        </li>
        <li>
          More than 1,048,575 rows continue on a second sheet. Cells longer than 32,767 characters are cut, and the
          receipt says how many.
        </li>
        <li>
          In CSV files, an apostrophe is put before everything that Excel would run as a formula, also inside a cell.
          Nothing is changed in <Term>CSV, exact values</Term>.
        </li>
      </HelpList>
    </div>
  );
}

function HelpList({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      <ul className="mt-2 list-disc space-y-1 pl-5 text-sm text-quiet marker:text-edge">{children}</ul>
    </section>
  );
}

function Term({ children }: { children: string }) {
  return <b className="font-medium text-ink">{children}</b>;
}

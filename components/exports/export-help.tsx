import type { ReactNode } from "react";

const notIncluded = [
  "Attachments and other uploaded files",
  "Knowledge base articles",
  "Bot, flow and mini-app settings",
  "Data from other workspaces",
];

/** What exports include and leave out, and how to open a CSV file in Excel. */
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
      <HelpList id="csv-in-excel" title="Opening CSV files in Excel">
        <li>
          Choose <Term>Data → From Text/CSV</Term> and set the file origin to <Term>UTF-8</Term>. To open files with a
          double-click, download <Term>CSV for Excel</Term>.
        </li>
        <li>
          Excel rounds numbers longer than 15 digits. Import columns with long IDs as <Term>Text</Term>.
        </li>
        <li>
          Cells that Excel would run as a formula start with an apostrophe, so they stay plain text. Phone numbers and
          ordinary numbers aren’t changed. Nothing is changed in <Term>CSV, exact values</Term>.
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

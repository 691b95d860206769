import { Archive, type LucideIcon, Table2, UserRound } from "lucide-react";

const uses: readonly { icon: LucideIcon; title: string; text: string }[] = [
  {
    icon: Table2,
    title: "Work in a spreadsheet",
    text: "Segment, count and share your contacts: export an Excel workbook.",
  },
  { icon: Archive, title: "Back up or migrate", text: "A complete, exact copy for another system: export JSON." },
  {
    icon: UserRound,
    title: "Answer a data request",
    text: "One person’s data in a readable report: open the contact and choose Export data.",
  },
];

/** On the first visit, above the cards: what an export is good for. */
export function FirstExport({ isEmpty }: { isEmpty: boolean }) {
  return (
    <section aria-labelledby="first-export" className="p-4 sm:p-5">
      <h2 id="first-export" className="text-lg font-semibold">
        {isEmpty ? "There’s nothing to export yet" : "Nothing has been exported yet"}
      </h2>
      <p className="max-w-3xl text-quiet">
        {isEmpty
          ? "Contacts and conversations will be in your exports as soon as they arrive. Export now to see what a file looks like."
          : "Exports are files with your contacts and conversations. Use them to:"}
      </p>
      <ul className="mt-4 grid gap-4 sm:grid-cols-3">
        {uses.map(({ icon: Icon, title, text }) => (
          <li key={title} className="text-sm">
            <Icon className="mb-1.5 size-4 text-accent-ink" aria-hidden="true" />
            <p className="font-medium">{title}</p>
            <p className="text-quiet">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

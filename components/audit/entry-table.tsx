import type { AuditEntry } from "@/lib/audit/entries";
import { EntryRow } from "./entry-row";

type Props = { entries: AuditEntry[]; workspace: string };

const headings = [
  ["Entry", "w-16"],
  ["When", "w-32"],
  ["Who", "w-44"],
  ["Action", "w-36"],
  ["Target", "w-24"],
  ["Details", ""],
] as const;

/** Entries of the audit log, newest first. */
export function EntryTable({ entries, workspace }: Props) {
  return (
    <div className="overflow-clip rounded-xl border border-line bg-surface">
      <table className="w-full table-fixed text-left text-sm max-xl:block">
        <caption className="sr-only">Audit log, newest first</caption>
        <thead className="border-b border-line text-quiet max-xl:sr-only">
          <tr>
            {headings.map(([name, width]) => (
              <th key={name} scope="col" className={`px-3 py-2.5 font-medium ${width}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line max-xl:block">
          {entries.map((entry) => (
            <EntryRow key={entry.seq} entry={entry} workspace={workspace} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

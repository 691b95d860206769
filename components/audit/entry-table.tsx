import Link from "next/link";
import { ContactLink } from "@/components/exports/export-subject";
import { Unconfirmed } from "@/components/exports/unconfirmed";
import { EmptyValue } from "@/components/ui/empty-value";
import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import type { AuditEntry } from "@/lib/audit/entries";
import { actionLabel, detailLabels, detailText } from "@/lib/audit/labels";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import { confirmEntry } from "@/lib/receipts/confirmation";

const columns = [
  ["Entry", "w-16"],
  ["Time", "w-32"],
  ["Actor", "w-44"],
  ["Action", "w-36"],
  ["Target", "w-24"],
  ["Details", ""],
] as const;

/** Entries of the audit log, newest first. */
export function EntryTable({ entries, workspace }: { entries: AuditEntry[]; workspace: string }) {
  return (
    <div className="overflow-clip rounded-xl border border-line bg-surface">
      <table className="w-full table-fixed text-left text-sm max-xl:block">
        <caption className="sr-only">Audit log, newest first</caption>
        <thead className="border-b border-line text-quiet max-xl:sr-only">
          <tr>
            {columns.map(([label, width]) => (
              <th key={label} scope="col" className={`px-3 py-2.5 font-medium ${width}`}>
                {label}
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

type RowProps = { entry: AuditEntry; workspace: string };

/** A table row with the link target `#entry-<seq>`; on narrow screens a card. */
function EntryRow({ entry, workspace }: RowProps) {
  const { seq, created_at, action } = entry;
  return (
    <tr
      id={`entry-${seq}`}
      className="scroll-mt-20 align-top target:bg-accent-soft max-xl:grid max-xl:grid-cols-[1fr_auto] max-xl:gap-x-4 max-xl:gap-y-1 max-xl:p-4 xl:[&>td]:px-3 xl:[&>td]:py-3"
    >
      <td className="text-quiet tabular-nums max-xl:col-start-2 max-xl:row-start-1">
        <span className="xl:hidden">Entry </span>
        {seq}
      </td>
      <td className="max-xl:col-span-2 max-xl:text-quiet">
        <Timestamp at={created_at} dateStyle="second" />
      </td>
      <td className="min-w-0 max-xl:col-span-2">
        <Actor entry={entry} />
      </td>
      <td className="min-w-0 font-medium max-xl:col-start-1 max-xl:row-start-1">{actionLabel(action)}</td>
      <td className={`min-w-0 max-xl:col-span-2 ${entry.target_id ? "" : "max-xl:hidden"}`}>
        <Target entry={entry} workspace={workspace} />
      </td>
      <td className="min-w-0 max-xl:col-span-2 max-xl:mt-2">
        <EntryDetails entry={entry} workspace={workspace} />
      </td>
    </tr>
  );
}

function Actor({ entry: { actor_id, actor_name, actor_email, actor_role } }: { entry: AuditEntry }) {
  if (!actor_id) return <span className="text-quiet">System</span>;
  return (
    <span title={actor_role ?? undefined}>
      <Isolated className="block max-xl:inline">{actor_name}</Isolated>{" "}
      {actor_email === actor_name ? null : (
        <Isolated className="block text-quiet max-xl:inline">{actor_email}</Isolated>
      )}
    </span>
  );
}

function Target({ entry: { target_type, target_id }, workspace }: RowProps) {
  if (!target_id) return target_type ?? <EmptyValue />;
  return (
    <>
      {target_type}{" "}
      {target_type === "contact" ? (
        <ContactLink workspace={workspace} id={target_id} />
      ) : (
        <span title={target_id} className="font-mono text-xs">
          {target_id.slice(0, 8)}
        </span>
      )}
    </>
  );
}

/** The details of an audit entry: known keys in a fixed order, then unknown keys as they are. */
function EntryDetails({ entry, workspace }: RowProps) {
  const details: Record<string, unknown> = isObject(entry.details) ? entry.details : { details: entry.details };
  const keys = [
    ...Object.keys(detailLabels).filter((key) => Object.hasOwn(details, key)),
    ...Object.keys(details).filter((key) => !Object.hasOwn(detailLabels, key)),
  ];
  const fields = keys.map((key) => {
    const known = Object.hasOwn(detailLabels, key) ? detailLabels[key] : undefined;
    const text = (known?.format ?? detailText)(details[key]);
    const isAtLeast = details.at_least === true && (key === "rows" || key === "bytes");
    return { key, label: known?.label ?? key, text: isAtLeast ? `At least ${text}` : text };
  });
  return (
    <>
      <EntryConfirmation entry={entry} />
      <dl className="grid grid-cols-[5.5rem_1fr] gap-x-3 gap-y-0.5 text-xs leading-5">
        {fields
          .filter(({ text }) => text !== "")
          .map(({ key, label, text }) => (
            <div key={key} className="contents">
              <dt className="text-quiet">{label}</dt>
              <dd className={`min-w-0 ${key === "sha256" ? "font-mono break-all" : ""}`}>
                {key === "export" ? (
                  <Link
                    href={receiptHref(workspace, text)}
                    prefetch={false}
                    title={text}
                    className="font-mono text-accent-ink underline"
                  >
                    {text.slice(0, 8)}
                  </Link>
                ) : (
                  text
                )}
              </dd>
            </div>
          ))}
        {entry.details_cut ? (
          <p className="col-span-2 text-quiet">Some values are too long to show. The downloaded log has them.</p>
        ) : null}
      </dl>
    </>
  );
}

async function EntryConfirmation({ entry }: { entry: AuditEntry }) {
  return <Unconfirmed confirmation={await confirmEntry(entry)} />;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

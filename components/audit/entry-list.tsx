import { ContactLink } from "@/components/exports/export-subject";
import { Unconfirmed } from "@/components/receipts/unconfirmed";
import { Amount } from "@/components/ui/amount";
import { HashText } from "@/components/ui/copyable-text";
import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import { isFields } from "@/lib/audit/audited-export-line";
import type { AuditEntry } from "@/lib/audit/entries";
import { actionLabel, detailLabels, detailText } from "@/lib/audit/labels";
import { confirmEntry } from "@/lib/receipts/confirmation";
import { DetailValue } from "./detail-value";

type Props = { entries: AuditEntry[]; workspace: string; timeZone: string | undefined };

/** The audit log entries of an export, each with the link target `#entry-<seq>`. */
export function EntryList({ entries, workspace, timeZone }: Props) {
  return (
    <ol className="grid gap-x-6 gap-y-4 text-sm @3xl:grid-cols-2">
      {entries.map((entry) => (
        <li
          key={entry.seq}
          id={`entry-${entry.seq}`}
          className="min-w-0 scroll-mt-20 rounded-md target:bg-accent-soft target:outline-2 target:outline-offset-4 target:outline-accent-ink"
        >
          <p>
            <span className="text-quiet">
              Entry <Amount value={entry.seq} />
            </span>{" "}
            <b className="font-medium">{actionLabel(entry.action)}</b>
          </p>
          <p className="text-quiet">
            <Timestamp at={entry.created_at} dateStyle="second" timeZone={timeZone} /> · <Actor entry={entry} />
          </p>
          <EntryDetails entry={entry} workspace={workspace} />
          <p className="mt-1 text-xs text-quiet">Hash of the entry</p>
          <HashText hash={entry.hash} label={`hash of entry ${entry.seq}`} />
        </li>
      ))}
    </ol>
  );
}

function Actor({ entry: { actor_id, actor_name, actor_email, actor_role } }: { entry: AuditEntry }) {
  if (!actor_id) return "System";
  return (
    <>
      <Isolated>{actor_name}</Isolated>
      {actor_email === actor_name || actor_email === null ? null : (
        <>
          {" "}
          (<Isolated>{actor_email}</Isolated>)
        </>
      )}
      {actor_role ? `, ${actor_role}` : null}
    </>
  );
}

type EntryProps = { entry: AuditEntry; workspace: string };

function Target({ entry: { target_type, target_id }, workspace }: EntryProps) {
  if (!target_id) return target_type;
  return target_type === "contact" ? (
    <ContactLink workspace={workspace} id={target_id} />
  ) : (
    <>
      {target_type} <span className="font-mono">{target_id}</span>
    </>
  );
}

/** The details of an audit entry: known keys in a fixed order, then unknown keys as they are. */
function EntryDetails({ entry, workspace }: EntryProps) {
  const details: Record<string, unknown> = isFields(entry.details) ? entry.details : { details: entry.details };
  const keys = [
    ...Object.keys(detailLabels).filter((key) => Object.hasOwn(details, key)),
    ...Object.keys(details).filter((key) => !Object.hasOwn(detailLabels, key)),
  ];
  const fields = keys.map((key) => {
    const known = Object.hasOwn(detailLabels, key) ? detailLabels[key] : undefined;
    const text = (known?.format ?? detailText)(details[key]);
    const isAtLeast = details.at_least === true && (key === "rows" || key === "bytes");
    return { key, label: known?.label ?? key, text, isAtLeast };
  });
  return (
    <>
      <EntryConfirmation entry={entry} />
      <dl className="mt-1 grid grid-cols-[5.5rem_1fr] gap-x-3 text-xs leading-5">
        {entry.target_id || entry.target_type ? (
          <div className="contents">
            <dt className="text-quiet">Contact</dt>
            <dd className="min-w-0">
              <Target entry={entry} workspace={workspace} />
            </dd>
          </div>
        ) : null}
        {fields
          .filter(({ text }) => text !== "")
          .map(({ key, label, text, isAtLeast }) => (
            <div key={key} className="contents">
              <dt className="text-quiet">{label}</dt>
              <dd className={`min-w-0 ${key === "sha256" || key === "export" ? "font-mono break-all" : ""}`}>
                {isAtLeast ? "At least " : null}
                <DetailValue name={key} value={details[key]} text={text} />
              </dd>
            </div>
          ))}
        {entry.details_cut ? (
          <div className="col-span-2 text-quiet">
            <dt className="sr-only">Cut</dt>
            <dd>Some values are too long to show. The downloaded log has them.</dd>
          </div>
        ) : null}
      </dl>
    </>
  );
}

/** A badge on an outcome that the app’s server did not sign; nothing otherwise. */
export async function EntryConfirmation({ entry }: { entry: AuditEntry }) {
  return <Unconfirmed confirmation={await confirmEntry(entry)} />;
}

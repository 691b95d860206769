import { actionLabels } from "@/components/audit/audit-labels";
import { auditEntryHref } from "@/components/audit/audit-search-params";
import { Card } from "@/components/ui/card";
import { PlainTime } from "@/components/ui/plain-time";
import type { AuditEntry } from "@/lib/audit/entries";
import { HashText } from "./hash-text";

type Props = { entries: AuditEntry[]; workspace: string };

/** What the audit log says about an export, and the head of its chain when the last of that was written. */
export function ReceiptEntries({ entries, workspace }: Props) {
  const last = entries.at(-1);
  if (!last) return null;
  return (
    <section aria-labelledby="entries" className="break-inside-avoid">
      <Card>
        <h2 id="entries" className="text-lg font-semibold">
          In the audit log
        </h2>
        <ul className="mt-3 space-y-1.5 text-sm">
          {entries.map(({ seq, action, created_at }) => (
            <li key={seq} className="flex flex-wrap gap-x-3">
              {/* Not a Link: only the browser itself marks the target of an address. */}
              <a href={auditEntryHref(workspace, seq)} className="text-accent-ink underline">
                Entry {seq.toLocaleString("en")}
              </a>
              <span>{actionLabels(action)}</span>
              <span className="text-quiet">
                <PlainTime at={created_at} look="second" />
              </span>
            </li>
          ))}
        </ul>
        <h3 className="mt-4 text-sm text-quiet">Head of the chain after entry {last.seq.toLocaleString("en")}</h3>
        <HashText hash={last.hash} what="head of the chain" />
        <p className="mt-1 max-w-prose text-sm text-quiet">
          This hash seals every entry up to this one. Keep it with the file: as long as the entry in the audit log has
          this hash and the log verifies, nothing before it was changed or removed.
        </p>
      </Card>
    </section>
  );
}

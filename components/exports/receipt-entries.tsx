import { Amount } from "@/components/ui/amount";
import { HashText } from "@/components/ui/copyable-text";
import { Section } from "@/components/ui/section";
import { AnchorLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { auditEntryHref } from "@/lib/audit/audit-log-href";
import type { AuditEntry } from "@/lib/audit/entries";
import { actionLabel } from "@/lib/audit/labels";

/** The audit log entries of an export, oldest first, and the hash of the last one. */
export function ReceiptEntries({ entries, workspace }: { entries: AuditEntry[]; workspace: string }) {
  const last = entries.at(-1);
  if (!last) return null;
  return (
    <Section id="entries" title="Audit log entries">
      <ul className="mt-3 space-y-1.5 text-sm print:mt-1 print:space-y-0">
        {entries.map(({ seq, action, created_at }) => (
          <li key={seq} className="flex flex-wrap gap-x-3">
            <AnchorLink href={auditEntryHref(workspace, seq)}>
              Entry <Amount value={seq} />
            </AnchorLink>
            <span>{actionLabel(action)}</span>
            <span className="text-quiet">
              <Timestamp at={created_at} dateStyle="second" />
            </span>
          </li>
        ))}
      </ul>
      <h3 className="mt-4 text-sm print:mt-1 text-quiet">
        Hash of entry <Amount value={last.seq} />
      </h3>
      <HashText hash={last.hash} label="hash of the last entry" />
      <p className="mt-1 max-w-prose text-sm text-quiet">
        This hash covers every entry up to this one. Keep it with the file: as long as the audit log shows the same hash
        for this entry and the log verifies, no earlier entry has been changed or removed.
      </p>
    </Section>
  );
}

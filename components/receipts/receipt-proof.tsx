import { Amount } from "@/components/ui/amount";
import { Section } from "@/components/ui/card";
import { HashText } from "@/components/ui/copyable-text";
import { AnchorLink, TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { auditEntryHref } from "@/lib/audit/audit-log-href";
import type { AuditEntry } from "@/lib/audit/entries";
import { actionLabel } from "@/lib/audit/labels";
import type { ExportRow } from "@/lib/exports/queries/list-exports";

/** How to verify the file of an export, and the signed record of its outcome. */
export function SignedReceipt({ row, workspace }: { row: ExportRow; workspace: string }) {
  return (
    <Section id="check" title={row.status === "completed" ? "Verify the file" : "Signed receipt"}>
      {row.status === "completed" ? (
        <p className="mt-1 text-sm text-quiet">
          Use <TextLink href={`/${workspace}/settings/data-export#verify-file`}>Verify a file</TextLink>, or run{" "}
          <Command>sha256sum FILE</Command> (<Command>shasum -a 256 FILE</Command> on a Mac) and compare the result with
          the SHA-256 above. If they match, the file is exactly what was exported.
        </p>
      ) : null}
      <p className="mt-2 text-sm text-quiet">
        Hydra’s server signed this record.{" "}
        <AnchorLink href={`/api/exports/${row.id}/receipt`}>Download the signed receipt</AnchorLink> to prove it to
        somebody without an account: <Command>npm run verify-receipt -- RECEIPT FILE</Command> checks both.
      </p>
      {row.status === "completed" ? (
        <p className="mt-2 text-sm text-quiet print:hidden">
          For programs that read the file:{" "}
          <AnchorLink href={`/api/exports/${row.id}/datapackage`}>its description as a data package</AnchorLink>, with
          fields, scope, counts and hash.
        </p>
      ) : null}
    </Section>
  );
}

function Command({ children }: { children: string }) {
  return <code className="rounded bg-raised px-1.5 py-0.5 font-mono text-xs text-ink">{children}</code>;
}

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

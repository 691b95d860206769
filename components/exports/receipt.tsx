import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { PlainTime } from "@/components/ui/plain-time";
import type { AuditEntry } from "@/lib/audit/entries";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { bytes } from "@/lib/format/bytes";
import { duration } from "@/lib/format/duration";
import { outcomeReason } from "./export-labels";
import { ExportSubject } from "./export-subject";
import { HashText } from "./hash-text";
import { OutcomeBadge } from "./outcome-badge";
import { ReceiptEntries } from "./receipt-entries";
import { countLines } from "./receipt-labels";

type Props = { run: ExportRow; workspace: string; entries: AuditEntry[] };

/** Everything on record about one export: what was asked for, what became of it, and how its file can be checked. */
export function Receipt({ run, workspace, entries }: Props) {
  const complete = run.status === "completed";
  const canceller = entries.find(({ action }) => action === "export.cancelled")?.actor_name ?? undefined;
  return (
    <div className="space-y-6 print:space-y-4">
      <Part id="outcome" title="The export">
        <Line name="What">
          <ExportSubject run={run} workspace={workspace} />
        </Line>
        <Line name="Outcome">
          <OutcomeBadge status={run.status} /> <span className="block">{outcomeReason(run, canceller)}</span>
          {run.status === "running" ? (
            <Link href={`/${workspace}/settings/data-export#running-now`} className="text-accent-ink underline">
              See how far it is
            </Link>
          ) : null}
        </Line>
        <Line name="Exported by">
          <bdi className="block">{run.actor_name}</bdi>
          {run.actor_email === run.actor_name ? null : <bdi className="block text-quiet">{run.actor_email}</bdi>}
        </Line>
        <Line name="Asked for">
          <PlainTime at={run.created_at} look="second" />
        </Line>
        {run.started_at ? (
          <Line name="Started">
            <PlainTime at={run.started_at} look="second" />
          </Line>
        ) : null}
        {run.finished_at ? (
          <Line name={complete ? "Finished" : "Ended"}>
            <PlainTime at={run.finished_at} look="second" />
            {run.started_at ? (
              <span className="block text-quiet">
                after {duration(Date.parse(run.finished_at) - Date.parse(run.started_at))}
              </span>
            ) : null}
          </Line>
        ) : null}
        {run.cutoff_at ? (
          <Line name="Cut-off">
            <PlainTime at={run.cutoff_at} look="second" />
            <span className="block text-quiet">What was made later is not in the file.</span>
          </Line>
        ) : null}
      </Part>
      {run.started_at ? (
        <Part id="file" title={complete ? "The file" : "What was sent before it ended"}>
          {countLines(run).map(({ name, value }) => (
            <Line key={name} name={name}>
              {value}
            </Line>
          ))}
          <Line name="Size">
            {bytes(run.bytes_written)}
            {run.bytes_written >= 1000 ? (
              <span className="block text-quiet">{run.bytes_written.toLocaleString("en")} bytes</span>
            ) : null}
          </Line>
          {run.sha256 ? (
            <Line name="SHA-256" wide>
              <HashText hash={run.sha256} what="SHA-256 of the file" />
            </Line>
          ) : null}
        </Part>
      ) : null}
      {complete ? <HowToCheck workspace={workspace} /> : null}
      <ReceiptEntries entries={entries} workspace={workspace} />
    </div>
  );
}

function HowToCheck({ workspace }: { workspace: string }) {
  return (
    <section aria-labelledby="check" className="break-inside-avoid">
      <Card>
        <h2 id="check" className="text-lg font-semibold">
          How to check the file
        </h2>
        <p className="mt-1 text-sm text-quiet">
          Drop it on{" "}
          <Link href={`/${workspace}/settings/data-export#verify-file`} className="text-accent-ink underline">
            Verify a file
          </Link>
          , or run <code className="rounded bg-raised px-1.5 py-0.5 font-mono text-xs text-ink">sha256sum FILE</code> (
          <code className="rounded bg-raised px-1.5 py-0.5 font-mono text-xs text-ink">shasum -a 256 FILE</code> on a
          Mac) and compare what it prints with the SHA-256 above. The same SHA-256 means the same file, byte for byte.
        </p>
      </Card>
    </section>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="break-inside-avoid">
      <Card>
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        <dl className="mt-4 grid gap-x-6 gap-y-4 text-sm sm:grid-cols-2 print:grid-cols-2">{children}</dl>
      </Card>
    </section>
  );
}

function Line({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={`min-w-0 ${wide ? "col-span-full" : ""}`}>
      <dt className="text-quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

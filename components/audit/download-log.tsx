import { DownloadForm } from "@/components/exports/download-form";
import { LastExported } from "@/components/exports/last-exported";
import { SchemaLink } from "@/components/exports/schema-link";
import { Card } from "@/components/ui/card";
import type { LastExport } from "@/lib/exports/queries/overview";

const formats = [
  {
    format: "csv",
    label: "CSV",
    when: "For spreadsheets. Cells that a spreadsheet would run as a formula are made harmless.",
  },
  { format: "json", label: "JSON", when: "For checking the chain outside of Hydra: every value exactly as stored." },
];

/** The audit log as a file; taking it leaves an entry, too. */
export function DownloadLog({ workspace, last }: { workspace: string; last: LastExport | null }) {
  return (
    <section aria-labelledby="download-log">
      <Card>
        <h2 id="download-log" className="scroll-mt-20 text-lg font-semibold">
          Download the audit log
        </h2>
        <p className="mt-1 max-w-prose text-sm text-quiet">
          All of it, from the first entry on, with every hash. The download leaves entries of its own.
        </p>
        <div className="mt-4 space-y-4">
          {formats.map((format) => (
            <DownloadForm
              key={format.format}
              look="plain"
              workspace={workspace}
              kind="audit_log"
              version={last?.startedAt ?? null}
              {...format}
            />
          ))}
        </div>
        <SchemaLink file="audit_log" />
        <dl className="mt-4 border-t border-line pt-4 text-sm">
          <dt className="text-quiet">Last exported</dt>
          <dd>
            <LastExported last={last} />
          </dd>
        </dl>
      </Card>
    </section>
  );
}

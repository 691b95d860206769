import { DownloadForm } from "@/components/exports/download-form";
import { LastExported } from "@/components/exports/last-exported";
import { SchemaLink } from "@/components/exports/schema-link";
import { Section } from "@/components/ui/section";
import { exportKinds, formatNames } from "@/lib/exports/kinds";
import type { LastExport } from "@/lib/exports/queries/overview";

const hints = {
  csv: "For spreadsheets. Formulas are neutralized so they can’t run.",
  json: "For verifying the log outside Hydra. Values are exactly as stored.",
};

type Props = { workspace: string; last: LastExport | null; lastPart: LastExport | null };

/** Downloads of the whole audit log. */
export function DownloadLog({ workspace, last, lastPart }: Props) {
  return (
    <Section id="download-log" title="Download the audit log">
      <p className="mt-1 max-w-prose text-sm text-quiet">
        The complete log with all hashes, whatever the filters above. Downloading it adds entries to the log.
      </p>
      <div className="mt-4 space-y-4">
        {exportKinds.audit_log.formats.map((format) => (
          <DownloadForm
            key={format}
            variant="secondary"
            workspace={workspace}
            kind="audit_log"
            format={format}
            label={formatNames[format]}
            hint={hints[format]}
            version={last?.startedAt ?? null}
          />
        ))}
      </div>
      <SchemaLink kind="audit_log" />
      <dl className="mt-4 border-t border-line pt-4 text-sm">
        <dt className="text-quiet">Last exported</dt>
        <dd>
          <LastExported last={last} part={lastPart} />
        </dd>
      </dl>
    </Section>
  );
}

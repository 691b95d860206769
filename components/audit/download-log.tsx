import { DownloadForm } from "@/components/exports/download-form";
import { LastExported } from "@/components/exports/last-exported";
import { SchemaLink } from "@/components/exports/schema-link";
import { Disclosure } from "@/components/ui/disclosure";
import { Section } from "@/components/ui/section";
import { type ExportFormat, formatHints, formatNames } from "@/lib/exports/kinds";
import type { LastExport } from "@/lib/exports/queries/overview";

const hints: Partial<Record<ExportFormat, string>> = {
  json: "For verifying the log outside Hydra. Values are exactly as stored.",
};

type Props = { workspace: string; last: LastExport | null; lastPart: LastExport | null };

const formats = ["xlsx", "csv", "json"] as const;
const moreFormats = ["csv-excel", "csv-semicolon", "csv-exact", "ndjson"] as const;

/** Downloads of the whole audit log. */
export function DownloadLog({ workspace, last, lastPart }: Props) {
  const downloadForm = (format: ExportFormat) => (
    <DownloadForm
      key={format}
      variant="secondary"
      workspace={workspace}
      kind="audit_log"
      format={format}
      label={formatNames[format]}
      hint={hints[format] ?? formatHints[format]}
      version={last?.startedAt ?? null}
    />
  );
  return (
    <Section id="download-log" title="Download the audit log">
      <p className="mt-1 max-w-prose text-sm text-quiet">
        The complete log with all hashes, whatever the filters above. Downloading it adds entries to the log.
      </p>
      <div className="mt-4 space-y-4">
        {formats.map(downloadForm)}
        <Disclosure title="More formats">
          <div className="space-y-4">{moreFormats.map(downloadForm)}</div>
        </Disclosure>
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

import type { ReactNode } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { type ExportFormat, type ExportKind, formatHints, formatNames } from "@/lib/exports/kinds";
import type { LastExport } from "@/lib/exports/queries/overview";
import { customizeHref } from "@/lib/exports/scope/customize-href";
import { DownloadForm } from "./download-form";
import { LastExported } from "./last-exported";

type Props = {
  workspace: string;
  kind: ExportKind;
  title: string;
  description: string;
  /** How many records there are now, as text. */
  size: string;
  /** The last exports of everything, and of a part. */
  last: LastExport | null;
  lastPart: LastExport | null;
  formats: readonly ExportFormat[];
  moreFormats?: readonly ExportFormat[];
  /** Disclosures about the contents of the file. */
  children?: ReactNode;
};

/** One kind of export: what the file holds, when it was last exported, and a download button per format. */
export function ExportCard(props: Props) {
  const { workspace, kind, title, description, size, last, lastPart, formats, moreFormats = [], children } = props;
  const downloadForm = (format: ExportFormat, variant: "primary" | "secondary") => (
    <DownloadForm
      key={format}
      {...{ variant, workspace, kind, format }}
      version={last?.startedAt ?? null}
      label={formatNames[format]}
      hint={formatHints[format]}
    />
  );
  return (
    <Section id={`export-${kind}`} title={title}>
      <p className="mt-1 max-w-prose text-quiet">{description}</p>
      <dl className="mt-5 grid gap-4 border-y border-line py-4 sm:grid-cols-[12rem_1fr]">
        <div>
          <dt className="text-sm text-quiet">Available to export</dt>
          <dd className="font-medium">{size}</dd>
        </div>
        <div className="min-w-0">
          <dt className="text-sm text-quiet">Last exported</dt>
          <dd className="font-medium">
            <LastExported last={last} part={lastPart} />
          </dd>
        </div>
      </dl>
      <div className="mt-5 space-y-4">{formats.map((format) => downloadForm(format, "primary"))}</div>
      <p className="mt-4 text-sm">
        <TextLink href={customizeHref(workspace, kind)} prefetch={false}>
          Customize export
        </TextLink>{" "}
        <span className="text-quiet">to choose records, days and time zone, and to see a preview.</span>
      </p>
      <div className="mt-3 space-y-1">
        {moreFormats.length ? (
          <Disclosure title="More formats">
            <div className="space-y-4">{moreFormats.map((format) => downloadForm(format, "secondary"))}</div>
          </Disclosure>
        ) : null}
        {children}
      </div>
    </Section>
  );
}

import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { type ExportFormat, type ExportKind, formatHints, formatNames } from "@/lib/exports/kinds";
import type { LastExport } from "@/lib/exports/queries/overview";
import { DownloadForm } from "./download-form";
import { LastExported } from "./last-exported";

type Props = {
  workspace: string;
  kind: ExportKind;
  title: string;
  text: string;
  /** How much there is now, in words. */
  size: string;
  last: LastExport | null;
  formats: readonly ExportFormat[];
  moreFormats?: readonly ExportFormat[];
  /** More about what is in the file. */
  children?: ReactNode;
};

/** One kind of export: what is in the file, when it was last taken, and the downloads. */
export function ExportCard({ workspace, kind, title, text, size, last, formats, moreFormats = [], children }: Props) {
  const version = last?.startedAt ?? null;
  const download = (format: ExportFormat, look: "primary" | "plain") => (
    <DownloadForm
      key={format}
      {...{ look, workspace, kind, format, version }}
      label={formatNames[format]}
      when={formatHints[format]}
    />
  );
  const headingId = `export-${kind}`;
  return (
    <section aria-labelledby={headingId}>
      <Card>
        <h2 id={headingId} className="text-lg font-semibold">
          {title}
        </h2>
        <p className="mt-1 max-w-prose text-quiet">{text}</p>
        <dl className="mt-5 grid gap-4 border-y border-line py-4 sm:grid-cols-[12rem_1fr]">
          <div>
            <dt className="text-sm text-quiet">In the file</dt>
            <dd className="font-medium">{size}</dd>
          </div>
          <div className="min-w-0">
            <dt className="text-sm text-quiet">Last exported</dt>
            <dd className="font-medium">
              <LastExported last={last} />
            </dd>
          </div>
        </dl>
        <div className="mt-5 space-y-4">{formats.map((format) => download(format, "primary"))}</div>
        <div className="mt-3 space-y-1">
          {moreFormats.length ? (
            <Disclosure title="More formats">
              <div className="space-y-4">{moreFormats.map((format) => download(format, "plain"))}</div>
            </Disclosure>
          ) : null}
          {children}
        </div>
      </Card>
    </section>
  );
}

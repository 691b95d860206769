import type { ReactNode } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import type { ExportFormat, ExportKind } from "@/lib/exports/kinds";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import type { LastExports } from "@/lib/exports/queries/overview";
import { ExportButtons } from "./export-buttons";
import { LastExported } from "./last-exported";
import { ExportOrigin, OwnExportStatus } from "./own-export-status";
import { RunningExports } from "./running-exports";

type Props = {
  workspace: string;
  kind: ExportKind;
  title: string;
  /** One line: what the file holds. */
  description: string;
  /** How many records there are now. */
  size: ReactNode;
  last: LastExports;
  /** The usual format first. */
  formats: readonly ExportFormat[];
  customizeHref?: string;
  /** The running exports when the page was rendered. */
  running: readonly ExportProgress[];
  /** What is in the file, and what is not. */
  contents: ReactNode;
};

/** One kind of export: what the file holds, when it was last exported, the buttons, and how a running one goes. */
export function ExportCard(props: Props) {
  const { workspace, kind, title, description, size, last, formats, customizeHref, running, contents } = props;
  const titleId = `export-${kind}`;
  return (
    <section aria-labelledby={titleId} className="p-4 sm:p-5">
      <ExportOrigin origin={kind}>
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 grow basis-72">
            <h2 id={titleId} className="scroll-mt-20 text-lg font-semibold">
              {title}
            </h2>
            <p className="text-quiet">{description}</p>
            <p className="mt-2 text-sm">
              <span className="font-medium tabular-nums">{size}</span>
              <span className="text-quiet">
                {/* A line does not begin with the dot. */}
                {"\u00a0· "}
                <LastExported last={last} workspace={workspace} />
              </span>
            </p>
          </div>
          <ExportButtons workspace={workspace} kind={kind} formats={formats} customizeHref={customizeHref} />
        </div>
        <div className="space-y-3 not-empty:mt-4">
          <OwnExportStatus origin={kind} workspace={workspace} />
          <RunningExports kinds={[kind]} origin={kind} initial={running} />
        </div>
      </ExportOrigin>
      <div className="mt-2">
        <Disclosure title={`What’s in the ${kind} file`}>{contents}</Disclosure>
      </div>
    </section>
  );
}

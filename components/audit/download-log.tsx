import Link from "next/link";
import { ExportButtons } from "@/components/exports/export-buttons";
import { LastExported } from "@/components/exports/last-exported";
import { ExportOrigin, OwnExportStatus } from "@/components/exports/own-export-status";
import { RunningExports } from "@/components/exports/running-exports";
import { Button, buttonClass } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { AnchorLink } from "@/components/ui/text-link";
import { type AuditState, isFiltered } from "@/lib/audit/search-params";
import { exportKinds } from "@/lib/exports/kinds";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import type { LastExports } from "@/lib/exports/queries/overview";
import { customizeHref } from "@/lib/exports/scope/customize-href";

type LogProps = { workspace: string; last: LastExports; running: readonly ExportProgress[] };

/** Downloads of the whole audit log. */
export function DownloadLog({ workspace, last, running }: LogProps) {
  return (
    <Section id="download-log" title="Download the audit log">
      <p className="max-w-prose text-sm text-quiet">
        The complete log with all hashes, whatever the filters above. Downloading it adds entries to the log.
      </p>
      <p className="mt-2 text-sm text-quiet">
        <LastExported last={last} workspace={workspace} />
      </p>
      <p className="mt-1 mb-4 text-sm text-quiet">
        For developers: <AnchorLink href="/schemas/audit_log.schema.json">JSON Schema of the audit log file</AnchorLink>
      </p>
      <ExportOrigin origin="audit_log">
        <ExportButtons
          workspace={workspace}
          kind="audit_log"
          formats={exportKinds.audit_log.formats}
          variant="secondary"
        />
        <div className="space-y-3 not-empty:mt-4">
          <OwnExportStatus origin="audit_log" workspace={workspace} />
          <RunningExports kinds={["audit_log"]} origin="audit_log" initial={running} />
        </div>
      </ExportOrigin>
    </Section>
  );
}

type EntriesProps = {
  workspace: string;
  state: AuditState;
  /** Whether no entry matches the filters. */
  isEmpty: boolean;
};

/** In the page's header: a link to the form that downloads the entries that the filters match, or to the download of the whole log. */
export function DownloadEntries({ workspace, state, isEmpty }: EntriesProps) {
  const { search, actor, action, from, to, time_zone } = state;
  // An export has no scope for a search.
  if (!isFiltered(state) || search) {
    return (
      <a href="#download-log" className={buttonClass()}>
        Download the whole log…
      </a>
    );
  }
  const label = "Download matching entries…";
  if (isEmpty) {
    return (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p id="nothing-to-download" className="text-sm text-quiet">
          No entry matches the filters.
        </p>
        <Button disabled aria-describedby="nothing-to-download">
          {label}
        </Button>
      </div>
    );
  }
  return (
    <Link
      href={customizeHref(workspace, "audit_log", { actor, action, from, to, time_zone })}
      prefetch={false}
      className={buttonClass()}
    >
      {label}
    </Link>
  );
}

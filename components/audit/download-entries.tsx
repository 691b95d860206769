import { Download } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { type AuditState, isFiltered } from "@/lib/audit/search-params";
import { customizeHref } from "@/lib/exports/scope/customize-href";

/** The button in the page's header: downloads the entries that the filters match, or the whole log. */
export function DownloadEntries({ workspace, state }: { workspace: string; state: AuditState }) {
  const { search, actor, action, from, to, time_zone } = state;
  const icon = <Download className="size-4" aria-hidden="true" />;
  // An export has no scope for a search.
  if (!isFiltered(state) || search) {
    return (
      <a href="#download-log" className={buttonClass()}>
        {icon}
        Download the whole log
      </a>
    );
  }
  return (
    <Link
      href={customizeHref(workspace, "audit_log", { actor, action, from, to, time_zone })}
      prefetch={false}
      className={buttonClass()}
    >
      {icon}
      Download matching entries
    </Link>
  );
}

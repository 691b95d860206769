import Link from "next/link";
import { formatNames } from "@/lib/exports/kinds";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { kindNames } from "./export-labels";

type Props = { run: Pick<ExportRow, "kind" | "format" | "target_id">; workspace: string };

/** What was exported, and in which format. */
export function ExportSubject({ run, workspace }: Props) {
  return (
    <>
      <span className="block font-medium">
        {kindNames[run.kind]}
        {run.target_id ? (
          <>
            {" "}
            <ContactLink workspace={workspace} id={run.target_id} />
          </>
        ) : null}
      </span>
      <span className="block text-quiet">{formatNames[run.format]}</span>
    </>
  );
}

/** The beginning of a contact's id, leading to their page. */
export function ContactLink({ workspace, id }: { workspace: string; id: string }) {
  return (
    <Link
      href={`/${workspace}/contacts/${id}`}
      prefetch={false}
      title={id}
      className="font-mono text-xs whitespace-nowrap text-accent-ink underline"
    >
      {id.slice(0, 8)}
    </Link>
  );
}

/** The address of a run's receipt. */
export function receiptHref(workspace: string, id: string): string {
  return `/${workspace}/settings/data-export/receipts/${id}`;
}

import Link from "next/link";
import { formatNames } from "@/lib/exports/kinds";
import { kindLabels } from "@/lib/exports/queries/kind-labels";

import type { ExportRow } from "@/lib/exports/queries/list-exports";

type Props = { row: Pick<ExportRow, "kind" | "format" | "target_id">; workspace: string };

/** The kind and format of an export, with a link to the contact it is of. */
export function ExportSubject({ row, workspace }: Props) {
  return (
    <>
      <span className="block font-medium">
        {kindLabels[row.kind]}
        {row.target_id ? (
          <>
            {" "}
            <ContactLink workspace={workspace} id={row.target_id} />
          </>
        ) : null}
      </span>
      <span className="block text-quiet">{formatNames[row.format]}</span>
    </>
  );
}

/** The first eight characters of a contact's ID, linked to the contact's page. */
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

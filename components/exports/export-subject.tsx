import Link from "next/link";
import { formatNames } from "@/lib/exports/kinds";
import { kindLabels } from "@/lib/exports/labels/kind-labels";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { readScope } from "@/lib/exports/scope/scope";
import { contentText } from "@/lib/exports/scope/scope-lines";

type Props = {
  row: Pick<ExportRow, "kind" | "format" | "target_id" | "scope" | "include_notes" | "is_part">;
  workspace: string;
};

/** The kind, format and scope of an export, with a link to the contact it is of. */
export function ExportSubject({ row, workspace }: Props) {
  const scope = readScope(row.scope);
  const text = contentText(row.kind, scope, row.include_notes);
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
      {text ? (
        <span className="block text-quiet">
          {row.is_part || !scope ? <b className="font-medium text-ink">Part. </b> : null}
          {text}
        </span>
      ) : null}
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

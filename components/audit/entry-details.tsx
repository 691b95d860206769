import Link from "next/link";
import type { AuditEntry } from "@/lib/audit/entries";
import { detailLabels, detailText } from "@/lib/audit/labels";
import { receiptHref } from "@/lib/exports/queries/export-labels";

type Props = { entry: AuditEntry; workspace: string };

/** The details of an audit entry: known keys in a fixed order, then unknown keys as they are. */
export function EntryDetails({ entry, workspace }: Props) {
  const details: Record<string, unknown> = isObject(entry.details) ? entry.details : { details: entry.details };
  const keys = [
    ...Object.keys(detailLabels).filter((key) => Object.hasOwn(details, key)),
    ...Object.keys(details).filter((key) => !Object.hasOwn(detailLabels, key)),
  ];
  const fields = keys.map((key) => {
    const known = Object.hasOwn(detailLabels, key) ? detailLabels[key] : undefined;
    return { key, label: known?.label ?? key, text: (known?.format ?? detailText)(details[key]) };
  });
  return (
    <dl className="grid grid-cols-[5.5rem_1fr] gap-x-3 gap-y-0.5 text-xs leading-5">
      {fields
        .filter(({ text }) => text !== "")
        .map(({ key, label, text }) => (
          <div key={key} className="contents">
            <dt className="text-quiet">{label}</dt>
            <dd className={`min-w-0 ${key === "sha256" ? "font-mono break-all" : ""}`}>
              {key === "export" ? (
                <Link
                  href={receiptHref(workspace, text)}
                  prefetch={false}
                  title={text}
                  className="font-mono text-accent-ink underline"
                >
                  {text.slice(0, 8)}
                </Link>
              ) : (
                text
              )}
            </dd>
          </div>
        ))}
    </dl>
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

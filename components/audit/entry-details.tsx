import Link from "next/link";
import { receiptHref } from "@/components/exports/export-subject";
import type { AuditEntry } from "@/lib/audit/entries";
import { details as known, plain } from "./audit-labels";

type Props = { entry: AuditEntry; workspace: string };

/** What else an entry holds, name by name: those we know in their order, then the others as they are. */
export function EntryDetails({ entry, workspace }: Props) {
  const held: Record<string, unknown> = isObject(entry.details) ? entry.details : { details: entry.details };
  const names = [
    ...Object.keys(known).filter((name) => Object.hasOwn(held, name)),
    ...Object.keys(held).filter((name) => !Object.hasOwn(known, name)),
  ];
  const pairs = names.map((name) => {
    const text = known[name]?.show(held[name]) ?? plain(held[name]);
    return { name, label: known[name]?.name ?? name, text };
  });
  return (
    <dl className="grid grid-cols-[5.5rem_1fr] gap-x-3 gap-y-0.5 text-xs leading-5">
      {pairs
        .filter(({ text }) => text !== "")
        .map(({ name, label, text }) => (
          <div key={name} className="contents">
            <dt className="text-quiet">{label}</dt>
            <dd className={`min-w-0 ${name === "sha256" ? "font-mono break-all" : ""}`}>
              {name === "export" ? <RunLink workspace={workspace} id={text} /> : text}
            </dd>
          </div>
        ))}
    </dl>
  );
}

function RunLink({ workspace, id }: { workspace: string; id: string }) {
  return (
    <Link href={receiptHref(workspace, id)} prefetch={false} title={id} className="font-mono text-accent-ink underline">
      {id.slice(0, 8)}
    </Link>
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

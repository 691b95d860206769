import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { type AuditState, auditLogHref } from "./audit-search-params";

/** In the place of an empty page of the log: why it is empty, and the way out. */
export function NoEntries({ workspace, state }: { workspace: string; state: AuditState }) {
  const { actor, action, from, to, before } = state;
  const [title, text] = why();
  return (
    <Card className="py-10 text-center">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mx-auto mt-1 max-w-prose text-quiet">{text}</p>
    </Card>
  );

  function why(): [string, ReactNode] {
    if (from && to && from > to) return ["No day lies between these", "From is later than To."];
    if (before) return ["No entry is older than that", way("Go to the newest", { ...state, before: null })];
    if (actor || action || from || to) return ["No entry meets all of these", way("Clear the filters", {})];
    return ["Nothing has happened yet", "Every export of this workspace will be recorded here."];
  }

  function way(words: string, to: Partial<AuditState>) {
    return (
      <Link href={auditLogHref(workspace, to)} className="font-medium text-accent-ink underline">
        {words}
      </Link>
    );
  }
}

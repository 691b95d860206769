import { Lock } from "lucide-react";
import { Timestamp } from "@/components/ui/timestamp";
import type { Entry, EntryKind } from "@/lib/customers/thread";
import { LongText } from "./long-text";

/** Teal for what a teammate answered, amber for what the team keeps to itself: the colors that Hydra uses everywhere. */
const looks: Record<EntryKind, { name: string; box: string; ink: string }> = {
  user: { name: "Customer", box: "bg-raised", ink: "text-ink" },
  assistant: { name: "Bot", box: "border border-line", ink: "text-ink" },
  tool: { name: "Tool", box: "border border-dashed border-edge font-mono", ink: "text-quiet" },
  reply: { name: "Reply", box: "bg-reply-soft", ink: "text-reply-ink" },
  note: { name: "Internal note", box: "bg-note-soft", ink: "text-note-ink" },
};

/** One message, reply or internal note. */
export function ThreadEntry({ entry: { kind, author, text, createdAt } }: { entry: Entry }) {
  const { name, box, ink } = looks[kind];
  return (
    <li data-kind={kind} className={`rounded-lg px-3 py-2 text-sm ${box}`}>
      <p className={`mb-0.5 flex flex-wrap items-center gap-x-2 font-sans text-xs ${ink}`}>
        {kind === "note" ? <Lock className="size-3.5 shrink-0" aria-hidden="true" /> : null}
        <span className="font-semibold">{name}</span>
        {author ? <bdi>{author}</bdi> : null}
        <Timestamp at={createdAt} />
      </p>
      <LongText text={text} limit={1_500} />
    </li>
  );
}

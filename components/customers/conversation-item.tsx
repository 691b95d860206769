import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { Conversation } from "@/lib/customers/conversations";
import { count } from "@/lib/format/count";
import { visibleText } from "@/lib/format/visible-text";
import { LongText } from "./long-text";
import { RecordItem } from "./record-item";
import { ThreadView } from "./thread-view";

const statuses: Record<Conversation["status"], { name: string; look: BadgeVariant }> = {
  open: { name: "Open", look: "accent" },
  assigned: { name: "Assigned", look: "accent" },
  waiting: { name: "Waiting", look: "plain" },
  resolved: { name: "Resolved", look: "outline" },
};

export function ConversationItem({ conversation }: { conversation: Conversation }) {
  const { subject, status, summary, created_at, thread } = conversation;
  const { name, look } = statuses[status];
  return (
    <RecordItem
      title={visibleText(subject)}
      at={created_at}
      badges={<Badge look={look}>{name}</Badge>}
      size={count(thread.entries.length + thread.earlier, "entry", "entries")}
    >
      {summary && visibleText(summary) ? (
        <div className="mb-4 text-sm">
          <h3 className="text-quiet">Summary</h3>
          <LongText text={summary} />
        </div>
      ) : null}
      <ThreadView thread={thread} />
    </RecordItem>
  );
}

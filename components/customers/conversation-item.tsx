import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { Conversation } from "@/lib/customers/conversations";
import { count } from "@/lib/format/count";
import { visibleText } from "@/lib/format/visible-text";
import { LongText } from "./long-text";
import { RecordItem } from "./record-list";
import { ThreadView } from "./thread-view";

const statuses: Record<Conversation["status"], { label: string; variant: BadgeVariant }> = {
  open: { label: "Open", variant: "accent" },
  assigned: { label: "Assigned", variant: "accent" },
  waiting: { label: "Waiting", variant: "neutral" },
  resolved: { label: "Resolved", variant: "outline" },
};

export function ConversationItem({ conversation }: { conversation: Conversation }) {
  const { subject, status, summary, created_at, thread } = conversation;
  const { label, variant } = statuses[status];
  return (
    <RecordItem
      title={visibleText(subject)}
      at={created_at}
      badges={<Badge variant={variant}>{label}</Badge>}
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

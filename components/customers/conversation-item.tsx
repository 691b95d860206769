import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { Conversation } from "@/lib/customers/records";
import { describeValue } from "@/lib/format/describe-value";
import { visibleText } from "@/lib/format/visible-text";
import { CutText } from "./cut-text";
import { RecordItem } from "./record-list";
import { ThreadView } from "./thread-view";

const statuses: Record<Conversation["status"], { label: string; variant: BadgeVariant }> = {
  open: { label: "Open", variant: "accent" },
  assigned: { label: "Assigned", variant: "accent" },
  waiting: { label: "Waiting", variant: "neutral" },
  resolved: { label: "Resolved", variant: "outline" },
};

export function ConversationItem({ conversation, isOpen }: { conversation: Conversation; isOpen: boolean }) {
  const { id, subject, status, summary, summary_bytes, created_at, thread } = conversation;
  const { label, variant } = describeValue(statuses, status, (words) => ({
    label: words,
    variant: "neutral" as const,
  }));
  return (
    <RecordItem
      id={id}
      noun="conversation"
      title={visibleText(subject)}
      at={created_at}
      badges={<Badge variant={variant}>{label}</Badge>}
      size={thread.total}
      isOpen={isOpen}
    >
      {summary === null ? (
        summary_bytes
      ) : visibleText(summary) ? (
        <div className="mb-4 text-sm">
          <h3 className="text-quiet">Summary</h3>
          <CutText text={summary} bytes={summary_bytes} />
        </div>
      ) : null}
      <ThreadView thread={thread} label={`conversation ${id.slice(0, 8)}`} />
    </RecordItem>
  );
}

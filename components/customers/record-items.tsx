import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { Conversation, Ticket } from "@/lib/customers/records";
import { describeValue } from "@/lib/format/describe-value";
import { visibleText } from "@/lib/format/visible-text";
import { CutText } from "./long-text";
import { RecordItem } from "./record-list";
import { ThreadView } from "./thread-view";

const conversationStatuses: Record<Conversation["status"], { label: string; variant: BadgeVariant }> = {
  open: { label: "Open", variant: "accent" },
  assigned: { label: "Assigned", variant: "accent" },
  waiting: { label: "Waiting", variant: "neutral" },
  resolved: { label: "Resolved", variant: "outline" },
};

export function ConversationItem({ conversation, isOpen }: { conversation: Conversation; isOpen: boolean }) {
  const { id, subject, status, summary, summary_bytes, created_at, thread } = conversation;
  const { label, variant } = describeValue(conversationStatuses, status, (words) => ({
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

const ticketStatuses: Record<Ticket["status"], { label: string; variant: BadgeVariant }> = {
  open: { label: "Open", variant: "accent" },
  in_progress: { label: "In progress", variant: "accent" },
  waiting: { label: "Waiting", variant: "neutral" },
  resolved: { label: "Resolved", variant: "outline" },
  closed: { label: "Closed", variant: "outline" },
};

const priorities: Record<Ticket["priority"], string> = {
  low: "Low priority",
  medium: "Medium priority",
  high: "High priority",
  urgent: "Urgent",
};

export function TicketItem({ ticket, isOpen }: { ticket: Ticket; isOpen: boolean }) {
  const { id, title, description, description_bytes, status, priority, created_at, thread } = ticket;
  const { label, variant } = describeValue(ticketStatuses, status, (words) => ({
    label: words,
    variant: "neutral" as const,
  }));
  return (
    <RecordItem
      id={id}
      noun="ticket"
      title={visibleText(title)}
      at={created_at}
      badges={
        <>
          <Badge>{describeValue(priorities, priority, (words) => `${words} priority`)}</Badge>
          <Badge variant={variant}>{label}</Badge>
        </>
      }
      size={thread.total}
      isOpen={isOpen}
    >
      {description === null ? (
        description_bytes
      ) : visibleText(description) ? (
        <div className="mb-4 text-sm">
          <h3 className="text-quiet">Description</h3>
          <CutText text={description} bytes={description_bytes} />
        </div>
      ) : null}
      <ThreadView thread={thread} label={`ticket ${id.slice(0, 8)}`} />
    </RecordItem>
  );
}

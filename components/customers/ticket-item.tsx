import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { Ticket } from "@/lib/customers/records";
import { describeValue } from "@/lib/format/describe-value";
import { visibleText } from "@/lib/format/visible-text";
import { CutText } from "./cut-text";
import { RecordItem } from "./record-list";
import { ThreadView } from "./thread-view";

const statuses: Record<Ticket["status"], { label: string; variant: BadgeVariant }> = {
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
  const { label, variant } = describeValue(statuses, status, (words) => ({
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

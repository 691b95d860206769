import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { Ticket } from "@/lib/customers/tickets";
import { count } from "@/lib/format/count";
import { visibleText } from "@/lib/format/visible-text";
import { LongText } from "./long-text";
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

export function TicketItem({ ticket }: { ticket: Ticket }) {
  const { title, description, status, priority, created_at, thread } = ticket;
  const { label, variant } = statuses[status];
  return (
    <RecordItem
      title={visibleText(title)}
      at={created_at}
      badges={
        <>
          <Badge>{priorities[priority]}</Badge>
          <Badge variant={variant}>{label}</Badge>
        </>
      }
      size={count(thread.entries.length + thread.earlier, "entry", "entries")}
    >
      {description && visibleText(description) ? (
        <div className="mb-4 text-sm">
          <h3 className="text-quiet">Description</h3>
          <LongText text={description} />
        </div>
      ) : null}
      <ThreadView thread={thread} />
    </RecordItem>
  );
}

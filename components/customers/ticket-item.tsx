import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { Ticket } from "@/lib/customers/tickets";
import { count } from "@/lib/format/count";
import { visibleText } from "@/lib/format/visible-text";
import { LongText } from "./long-text";
import { RecordItem } from "./record-item";
import { ThreadView } from "./thread-view";

const statuses: Record<Ticket["status"], { name: string; look: BadgeVariant }> = {
  open: { name: "Open", look: "accent" },
  in_progress: { name: "In progress", look: "accent" },
  waiting: { name: "Waiting", look: "plain" },
  resolved: { name: "Resolved", look: "outline" },
  closed: { name: "Closed", look: "outline" },
};

const priorities: Record<Ticket["priority"], string> = {
  low: "Low priority",
  medium: "Medium priority",
  high: "High priority",
  urgent: "Urgent",
};

export function TicketItem({ ticket }: { ticket: Ticket }) {
  const { title, description, status, priority, created_at, thread } = ticket;
  const { name, look } = statuses[status];
  return (
    <RecordItem
      title={visibleText(title)}
      at={created_at}
      badges={
        <>
          <Badge>{priorities[priority]}</Badge>
          <Badge look={look}>{name}</Badge>
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

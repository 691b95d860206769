import { count } from "@/lib/format/count";
import type { Conversation } from "@/lib/people/conversations";
import { shown } from "@/lib/people/person-name";
import { Badge, type BadgeLook } from "./badge";
import { LongText } from "./long-text";
import { RecordItem } from "./record-item";
import { ThreadView } from "./thread-view";

const statuses: Record<Conversation["status"], { name: string; look: BadgeLook }> = {
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
      title={shown(subject)}
      at={created_at}
      badges={<Badge look={look}>{name}</Badge>}
      size={count(thread.entries.length + thread.earlier, "entry", "entries")}
    >
      {summary && shown(summary) ? (
        <div className="mb-4 text-sm">
          <h3 className="text-quiet">Summary</h3>
          <LongText text={summary} />
        </div>
      ) : null}
      <ThreadView thread={thread} />
    </RecordItem>
  );
}

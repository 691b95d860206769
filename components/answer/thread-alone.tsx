import { EmptyState, Section } from "@/components/ui/card";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { type AnswerState, answerHref, type ThreadId } from "@/lib/answer/answer-state";
import { markTexts } from "@/lib/answer/mark-texts";
import { listThread } from "@/lib/answer/thread-page";
import type { Workspace } from "@/lib/auth/session";
import { AnswerThread } from "./answer-thread";
import { MarksCut, type PreviewLook } from "./marks";

type Props = {
  workspace: Workspace;
  /** The record that the thread is of. */
  customer: string;
  path: string;
  state: AnswerState;
  thread: ThreadId;
  look: PreviewLook;
};

/** One conversation or ticket of any length, 50 entries a page. */
export async function ThreadAlone({
  workspace,
  customer,
  path,
  state,
  thread,
  look: { own, redactor, contacts },
}: Props) {
  const { entries, older, isNewest } = await listThread({ workspaceId: workspace.id, customer }, thread, state.before);
  const page = {
    stored: entries.map(({ text }) => text),
    texts: entries.map(({ text }) => redactor.uncounted(text)),
    authors: entries.flatMap(({ author }) => author ?? []),
    own,
  };
  const marks = await markTexts(workspace.id, contacts, page);
  const label = `${thread.type === "ticket" ? "Ticket" : "Conversation"} ${thread.id.slice(0, 8)}`;
  return (
    <Section id="thread" title={label}>
      <p className="mt-1 mb-3 text-sm">
        <TextLink href={answerHref(path, { ...state, thread: null, before: null }, `${thread.type}s`)}>
          Back to all {thread.type}s
        </TextLink>
      </p>
      {entries.length === 0 ? (
        <EmptyState title="No entries">
          This {thread.type} has none, or it isn’t part of this answer any more.
        </EmptyState>
      ) : (
        <>
          <MarksCut isCut={marks.isCut} />
          <AnswerThread entries={entries} look={{ redactor, marks }} />
        </>
      )}
      <Pagination
        label={label}
        newest={isNewest ? null : answerHref(path, { ...state, before: null }, "thread")}
        older={older ? answerHref(path, { ...state, before: older }, "thread") : null}
      />
    </Section>
  );
}

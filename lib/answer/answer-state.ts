import { z } from "zod";
import { maxOtherRecords } from "@/lib/exports/answer/answer";
import { type Cursor, parseCursor, printCursor } from "@/lib/paging/cursor";
import { firstParam, type SearchParams } from "@/lib/paging/search-params";

/** Which conversation or ticket is shown alone. */
export type ThreadId = { type: "conversation" | "ticket"; id: string };

/** What the page of an answer shows, as in its query parameters. */
export type AnswerState = {
  /** The other records of the same person that the answer adds. */
  others: string[];
  /** The record that is shown; null for the contact itself. */
  record: string | null;
  /** Cursors of the lists of the shown record; null for the newest. */
  conversations: Cursor | null;
  tickets: Cursor | null;
  thread: ThreadId | null;
  /** The cursor in the thread; null for the newest entries. */
  before: Cursor | null;
};

/** Reads the state from query parameters; invalid ones are ignored. */
export function parseAnswerState(params: SearchParams): AnswerState {
  const others = [params.with ?? []].flat().flatMap((id) => parseId(id) ?? []);
  const [, type, id] = /^(conversation|ticket)-(.+)$/.exec(firstParam(params.thread) ?? "") ?? [];
  const threadId = parseId(id);
  return {
    others: [...new Set(others)].sort().slice(0, maxOtherRecords),
    record: parseId(firstParam(params.record)),
    conversations: parseCursor(firstParam(params.conversations)),
    tickets: parseCursor(firstParam(params.tickets)),
    thread: threadId ? { type: type as ThreadId["type"], id: threadId } : null,
    before: parseCursor(firstParam(params.before)),
  };
}

function parseId(text: string | undefined): string | null {
  return z.guid().safeParse(text).success ? (text ?? "").toLowerCase() : null;
}

/** The address of the page of an answer in this state. @param path of the page */
export function answerHref(path: string, state: Partial<AnswerState>, hash = ""): string {
  const { others = [], record, thread } = state;
  const query = new URLSearchParams(others.map((id) => ["with", id]));
  if (record) query.set("record", record);
  if (thread) query.set("thread", `${thread.type}-${thread.id}`);
  for (const name of ["conversations", "tickets", "before"] as const) {
    const cursor = state[name];
    if (cursor) query.set(name, printCursor(cursor));
  }
  return `${path}${query.size ? `?${query}` : ""}${hash ? `#${hash}` : ""}`;
}

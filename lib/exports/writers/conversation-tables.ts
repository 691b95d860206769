import type { Column } from "@/lib/exports/formats/csv";
import type { WorkbookTable } from "@/lib/exports/formats/xlsx/workbook";
import { fetchRange, fetchRanges } from "@/lib/exports/source/ranges";
import type { Batch, Position } from "@/lib/exports/types";

/** The columns of a conversations file with a row for each conversation, in order. */
export const conversationColumns: readonly Column[] = [
  { name: "id" },
  { name: "status" },
  { name: "subject" },
  { name: "summary" },
  { name: "customer_id" },
  { name: "channel_id" },
  { name: "bot_id" },
  { name: "widget_id" },
  { name: "assigned_agent_id" },
  { name: "created_at", type: "time" },
  { name: "updated_at", type: "time" },
  { name: "message_count", type: "integer" },
  { name: "reply_count", type: "integer" },
  { name: "internal_note_count", type: "integer" },
  { name: "first_message_at", type: "time" },
  { name: "last_message_at", type: "time" },
];

/** The columns of a workbook's sheet of messages, in order. */
export const messageColumns: readonly Column[] = [
  { name: "conversation_id" },
  { name: "id" },
  { name: "role" },
  { name: "content" },
  { name: "created_at", type: "time" },
];

/** The columns of a workbook's sheet of replies, in order. */
export const replyColumns: readonly Column[] = [
  { name: "conversation_id" },
  { name: "id" },
  { name: "author" },
  { name: "body" },
  { name: "is_internal", type: "boolean" },
  { name: "created_at", type: "time" },
];

/** Every conversation of the workspace, oldest first, in batches of up to 200, with the numbers of its messages and replies. */
export function conversationRows(token: string, signal: AbortSignal, from?: Position): AsyncGenerator<Batch> {
  return fetchRanges(token, signal, (range) => fetchRange(token, "export_conversation_rows", range, signal), from);
}

/**
 * The sheets of a conversations workbook. A ZIP file is written from front to back, so each sheet reads the conversations again, up to
 * the cut-off that all of them share.
 */
export function conversationSheets(token: string, signal: AbortSignal): WorkbookTable[] {
  const transcripts = (child: "messages" | "replies") =>
    fetchRanges(token, signal, (range) => fetchRange(token, "export_transcript_rows", range, signal, { child }));
  return [
    {
      name: "conversations",
      title: "Conversations",
      columns: conversationColumns,
      batches: conversationRows(token, signal),
    },
    { name: "messages", title: "Messages", columns: messageColumns, batches: transcripts("messages") },
    { name: "replies", title: "Replies", columns: replyColumns, batches: transcripts("replies") },
  ];
}

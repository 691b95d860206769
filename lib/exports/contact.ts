import { databaseError } from "@/lib/supabase/database-error";
import type { TicketClient } from "@/lib/supabase/ticket-client";
import { contactReport } from "./contact-report";
import { type ContactExport, parseContactExport } from "./contact-schema";
import { prettyJson } from "./pretty-json";
import type { Counts, Piece } from "./row-format";
import type { OpenRun } from "./run";

/**
 * Everything about one contact as a pretty-printed JSON file or a readable report, both from one statement's answer.
 * @throws AppError not_found when the contact is gone; unavailable; forbidden when the run may not read any more
 */
export async function* writeContact(client: TicketClient, run: OpenRun, signal: AbortSignal): AsyncGenerator<Piece> {
  const { data, error, status } = await client.rpc("export_contact", {}, { get: true }).abortSignal(signal);
  if (error) throw databaseError(error, status);
  // Put together as text: what Postgres printed is not parsed on its way into the JSON file.
  const json = `{"export":${JSON.stringify(about(run))},${data.slice(1)}`;
  const file = parseContactExport(json);
  yield* piecesOf(run.format === "html" ? contactReport(file) : prettyJson(json), countsOf(file));
}

/** What the file says about itself. */
function about(run: OpenRun): ContactExport["export"] {
  return {
    description: `Everything that ${run.workspaceName} keeps in Hydra about one contact: the contact's own record, the conversations they appear on and their tickets.`,
    format: "hydra-contact-export",
    version: 1,
    exported_at: run.startedAt,
    workspace: { name: run.workspaceName, slug: run.slug },
    exported_by: { name: run.actorName, email: run.actorEmail },
    internal_notes: run.includeNotes ? "included" : "excluded",
  };
}

function countsOf({ conversations, tickets }: ContactExport): Counts {
  const sum = <T>(items: T[], size: (item: T) => number) => items.reduce((total, item) => total + size(item), 0);
  return {
    contacts: 1,
    conversations: conversations.length,
    messages: sum(conversations, ({ messages }) => messages.length),
    replies: sum(conversations, ({ replies }) => replies.length),
    tickets: tickets.length,
    ticket_replies: sum(tickets, ({ replies }) => replies.length),
    ticket_notes: sum(tickets, ({ notes }) => notes.length),
  };
}

/** Joins small parts, so that not every token makes its own way through the stream. The file counts as one row. */
function* piecesOf(parts: Iterable<string>, counts: Counts): Generator<Piece> {
  let text = "";
  for (const part of parts) {
    text += part;
    if (text.length < 64 * 1024) continue;
    yield { text, rows: 0, guarded: 0 };
    text = "";
  }
  yield { text: `${text}\n`, rows: 1, guarded: 0, counts };
}

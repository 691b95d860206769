import { z } from "zod";
import { parseExactJson } from "../../format/exact-json.ts";
import { conversation, customer, type reply, timestamp } from "./records.ts";

const ticketEntry = z.object({ id: z.guid(), author: z.string(), body: z.string(), created_at: timestamp });

const ticket = z.object({
  id: z.guid(),
  title: z.string(),
  description: z.string().nullable(),
  status: z.enum(["open", "in_progress", "waiting", "resolved", "closed"]),
  priority: z.enum(["low", "medium", "high", "urgent"]),
  customer_id: z.guid().nullable(),
  conversation_id: z.guid().nullable(),
  assignee_id: z.guid().nullable(),
  created_at: timestamp,
  updated_at: timestamp,
  replies: z.array(ticketEntry),
  notes: z.array(ticketEntry).describe("Internal notes on the ticket; empty if the export excludes internal notes."),
});

/** The file of a single-contact export. */
export const contactExport = z
  .object({
    export: z
      .object({
        description: z.string(),
        format: z.literal("hydra-contact-export"),
        version: z.literal(1),
        exported_at: z.iso.datetime(),
        workspace: z.object({ name: z.string(), slug: z.string() }),
        exported_by: z.object({ name: z.string(), email: z.string() }),
        internal_notes: z.enum(["included", "excluded"]),
      })
      .describe("What this file is, and who exported it when."),
    customer,
    conversations: z.array(conversation).describe("All conversations of the contact, oldest first."),
    tickets: z.array(ticket).describe("All tickets of the contact, oldest first."),
  })
  .describe("Everything a workspace stores about one contact (GDPR Art. 15).");

export type ContactExport = z.infer<typeof contactExport>;
export type Ticket = ContactExport["tickets"][number];
export type Conversation = ContactExport["conversations"][number];
export type Reply = z.infer<typeof reply>;

/**
 * Parses a single-contact export for the readable report.
 * @param json made by our own database functions and not validated again; every number becomes an ExactNumber, `export.version` too
 */
export function parseContactExport(json: string): ContactExport {
  return parseExactJson(json) as ContactExport;
}

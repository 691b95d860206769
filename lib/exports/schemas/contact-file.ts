import { z } from "zod";
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
  notes: z.array(ticketEntry).describe("Internal ticket notes; empty when the export leaves internal notes out."),
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
      .describe("What this file is, and who made it when."),
    customer,
    conversations: z.array(conversation).describe("Every conversation the contact appears on, oldest first."),
    tickets: z.array(ticket).describe("Every ticket attached to the contact, oldest first."),
  })
  .describe("Everything a workspace keeps about one contact (GDPR Art. 15).");

export type ContactExport = z.infer<typeof contactExport>;
export type Ticket = ContactExport["tickets"][number];
export type Conversation = ContactExport["conversations"][number];
export type Reply = z.infer<typeof reply>;

/** A number in metadata as it was written, digit for digit; JavaScript would round it. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Reads a single-contact export, for the readable report.
 * @param json the file's JSON, made by our own database functions; its numbers become ExactNumber
 */
export function parseContactExport(json: string): ContactExport {
  return JSON.parse(json, (_key, value, context?: { source: string }) =>
    typeof value === "number" && context ? new ExactNumber(context.source) : value,
  );
}

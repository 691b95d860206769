import { z } from "zod";
import { parseExactJson } from "../../format/exact-json.ts";
import { extractLongValues } from "../../format/extract-long-values.ts";
import type { LongText } from "../../format/long-text.ts";
import { conversation, customer, timestamp } from "./records.ts";

const ticketEntry = z.object({ id: z.guid(), author: z.string(), body: z.string(), created_at: timestamp });

const ticket = z.object({
  id: z.guid(),
  title: z.string(),
  description: z.string().nullable(),
  status: z.enum(["open", "in_progress", "waiting", "resolved", "closed"]),
  priority: z.enum(["low", "medium", "high", "urgent"]),
  customer_id: z
    .guid()
    .nullable()
    .describe("The contact, or null for a ticket of one of the contact's conversations that is linked to nobody."),
  conversation_id: z.guid().nullable(),
  assignee_id: z.guid().nullable(),
  created_at: timestamp,
  updated_at: timestamp,
  replies: z.array(ticketEntry),
  notes: z.array(ticketEntry).describe("Internal notes on the ticket; empty if the export excludes internal notes."),
});

const leftOut = z
  .object({ conversations: z.int().min(1), reason: z.string() })
  .describe(
    "The number of conversations that the contact was created from and that are not in the file, because they are or were linked to another contact (GDPR Art. 15(4)). Absent if there is none.",
  );

/** What the file holds of each record. */
const recordFields = {
  customer: customer
    .extend({
      notes: customer.shape.notes.describe(
        "The team's notes on the contact; null if the export excludes internal notes.",
      ),
    })
    .describe("The contact's own record."),
  conversations: z
    .array(conversation)
    .describe(
      "The contact's conversations, oldest first: those linked to the contact, and the one that the contact was created from if it is linked to nobody else.",
    ),
  tickets: z
    .array(ticket)
    .describe(
      "The contact's tickets, oldest first: those linked to the contact, and those of the conversations above that are linked to nobody.",
    ),
};

/** The file of a single-contact export. */
export const contactExport = z
  .object({
    export: z
      .object({
        description: z.string(),
        schema: z.string().optional().describe("In a package: the $id of data.schema.json, which is beside the file."),
        format: z.literal("hydra-contact-export"),
        version: z.literal(1).describe("Grows when a field changes its meaning or goes, not when one is added."),
        exported_at: z.iso
          .datetime()
          .describe(
            "When the export started. Records created later are not in the file, unless the contact had a record dated later still.",
          ),
        workspace: z.object({ name: z.string(), slug: z.string() }),
        exported_by: z.object({ name: z.string(), email: z.string() }),
        internal_notes: z
          .enum(["included", "excluded"])
          .describe("Covers internal replies, notes on tickets, and the notes on the contact."),
        left_out: leftOut.optional(),
      })
      .describe("What this file is, and who exported it when."),
    ...recordFields,
    other_records: z
      .array(
        z.object({
          matches: z
            .array(z.enum(["email", "phone"]))
            .describe("What it has in common with the first record, without regard to how it is written."),
          left_out: leftOut.optional(),
          ...recordFields,
        }),
      )
      .optional()
      .describe("Other records of the same person that an answer holds, oldest first. Absent if there are none."),
    redactions: z
      .array(
        z.object({
          path: z.string().describe("Where, such as /conversations/*/messages/*/content; * stands for each item."),
          reason: z.string(),
          count: z.int().min(1).describe("How often."),
        }),
      )
      .optional()
      .describe("What was left out or replaced in an answer to a person. Absent where nothing was to be left out."),
  })
  .describe("Everything a workspace stores about one contact (GDPR Art. 15).");

export type ContactExport = z.infer<typeof contactExport>;
type Customer = ContactExport["customer"];
export type Ticket = ContactExport["tickets"][number];
export type Conversation = ContactExport["conversations"][number];
export type Message = Conversation["messages"][number];
export type Reply = Conversation["replies"][number];
export type TicketEntry = z.infer<typeof ticketEntry>;

/** A row whose texts may be so long that they are not decoded before they are written. */
export type WithLongTexts<Row, Fields extends keyof Row> = Omit<Row, Fields> & {
  [Field in Fields]: Row[Field] | LongText;
};

/** Every value that a user writes can be long; JSON columns are RawJson when they are objects or arrays. */
export type LongCustomer = WithLongTexts<
  Customer,
  Exclude<keyof Customer, "id" | "type" | "created_at" | "last_seen_at" | "promoted_at" | "churned_at">
>;

/**
 * Parses the customer of a single-contact export for the readable report.
 * @param json made by our own database functions and not validated again, as the bytes that Postgres sent; emptied
 */
export function parseCustomer(json: Uint8Array[]): LongCustomer {
  const { json: text, restore } = extractLongValues(json, 1);
  const customer = parseExactJson(text, 1) as Record<string, unknown>;
  if (restore) for (const [name, value] of Object.entries(customer)) customer[name] = restore(value);
  return customer as LongCustomer;
}

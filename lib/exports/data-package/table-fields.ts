import { contactColumnNames } from "../contacts-columns.ts";
import type { ExportFormat, ExportKind } from "../kinds.ts";
import { contactFields as contactMeanings, conversationFields, type FileField } from "../schemas/column-meanings.ts";
import { conversationStatuses, customerTypes, type ExportScope } from "../scope/scope.ts";

/** A field of Table Schema 2. */
type Field = {
  name: string;
  type: "string" | "integer" | "boolean" | "datetime" | "array" | "object" | "any";
  format?: "uuid" | "email";
  description: string;
  constraints?: { required?: true; unique?: true; enum?: readonly string[] };
};

const time = (name: string, description: string): Field => ({ name, type: "datetime", description });
const text = (name: string, description: string): Field => ({ name, type: "string", description });
const uuid = (name: string, description: string): Field => ({ name, type: "string", format: "uuid", description });
const key = (name: string, description: string): Field => ({
  ...uuid(name, description),
  constraints: { required: true, unique: true },
});

/** What a field means, in the words of the page. */
function meaningOf(fields: readonly FileField[], name: string): string {
  return fields.find((field) => field.name === name)?.meaning ?? "";
}

const contactTypes: Partial<Record<string, Field["type"]>> = {
  metadata: "any",
  churn_reasons: "any",
  created_at: "datetime",
  last_seen_at: "datetime",
  promoted_at: "datetime",
  churned_at: "datetime",
};

const contactFields = contactColumnNames.map((name): Field => {
  const description = meaningOf(contactMeanings, name);
  if (name === "id") return key(name, description);
  if (name === "type") return { ...text(name, description), constraints: { required: true, enum: customerTypes } };
  if (name.endsWith("_id") && name !== "external_id") return uuid(name, description);
  return { name, type: contactTypes[name] ?? "string", description };
});

const conversationMeaning = (name: string) => meaningOf(conversationFields, name);

const ownConversationFields: Field[] = [
  key("id", conversationMeaning("id")),
  {
    ...text("status", conversationMeaning("status")),
    constraints: { required: true, enum: conversationStatuses },
  },
  ...["subject", "summary"].map((name) => text(name, conversationMeaning(name))),
  ...["customer_id", "channel_id", "bot_id", "widget_id", "assigned_agent_id"].map((name) =>
    uuid(name, conversationMeaning(name)),
  ),
  ...["created_at", "updated_at"].map((name) => time(name, conversationMeaning(name))),
];

const nestedConversationFields: Field[] = [
  ...ownConversationFields,
  ...["messages", "replies"].map((name) => ({ name, type: "array" as const, description: conversationMeaning(name) })),
];

const count = (name: string, description: string): Field => ({ name, type: "integer", description });

const conversationRowFields: Field[] = [
  ...ownConversationFields,
  count("message_count", "Number of messages between the contact and the bot"),
  count("reply_count", "Number of replies of the team"),
  count("internal_note_count", "Number of internal notes of the team; 0 if the export leaves them out"),
  time("first_message_at", "When the first message was sent"),
  time("last_message_at", "When the last message was sent"),
];

const messageFields: Field[] = [
  uuid("conversation_id", "ID of the conversation"),
  key("id", "ID of the message"),
  text("role", "Who wrote it: user, assistant or tool"),
  text("content", "What was written"),
  time("created_at", "When it was written"),
];

const replyFields: Field[] = [
  uuid("conversation_id", "ID of the conversation"),
  key("id", "ID of the reply"),
  text("author", "Who wrote it"),
  text("body", "What was written"),
  { name: "is_internal", type: "boolean", description: "Whether it is a note that the contact never sees" },
  time("created_at", "When it was written"),
];

const auditFields: Field[] = [
  key("id", "ID of the entry"),
  uuid("tenant_id", "ID of the workspace"),
  { name: "seq", type: "integer", description: "Number of the entry: 1, 2, 3, ...", constraints: { required: true } },
  time("created_at", "When it happened"),
  uuid("actor_id", "ID of the user; none for what happened by itself"),
  text("actor_name", "Name of the user, as it was then"),
  text("actor_email", "Email address of the user, as it was then"),
  text("actor_role", "Role of the user, as it was then"),
  text("action", "What was done"),
  text("target_type", "What it was done to: contact, or none"),
  uuid("target_id", "ID of what it was done to"),
  { name: "details", type: "object", description: "What else is known, as JSON" },
  text("ip", "IP address of the user"),
  text("user_agent", "Browser or program of the user"),
  { name: "form_version", type: "integer", description: "Which fields the hash covers and how they are written" },
  text("previous_hash", "Hash of the entry before"),
  text("hash", "SHA-256 of this entry, in hex"),
];

/** A table of a file: its name, the sheet of a workbook, and its fields in the order of the file. */
export type Table = { name: string; sheet: string; fields: Field[] };

/** The tables of an export's file; none for a single contact, whose file is no table. */
export function tablesOf(kind: ExportKind, format: ExportFormat, { columns }: ExportScope): Table[] {
  switch (kind) {
    case "contacts": {
      const fields = columns?.flatMap((name) => contactFields.filter((field) => field.name === name)) ?? contactFields;
      return [{ name: "contacts", sheet: "Contacts", fields }];
    }
    case "conversations": {
      if (format === "json" || format === "ndjson") {
        return [{ name: "conversations", sheet: "", fields: nestedConversationFields }];
      }
      const conversations = { name: "conversations", sheet: "Conversations", fields: conversationRowFields };
      if (format !== "xlsx") return [conversations];
      return [
        conversations,
        { name: "messages", sheet: "Messages", fields: messageFields },
        { name: "replies", sheet: "Replies", fields: replyFields },
      ];
    }
    case "audit_log":
      return [{ name: "audit-log", sheet: "Audit log", fields: auditFields }];
    case "contact":
      return [];
  }
}

import { contactColumnNames } from "../contact-columns.ts";
import type { ExportKind } from "../kinds.ts";
import { columnMeanings } from "../schemas/column-meanings.ts";
import { conversationStatuses, customerTypes, type ExportScope } from "../scope/scope.ts";

/** A field of Table Schema 2. */
export type Field = {
  name: string;
  type: "string" | "integer" | "datetime" | "array" | "object" | "any";
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

const contactTypes: Partial<Record<string, Field["type"]>> = {
  metadata: "any",
  churn_reasons: "any",
  created_at: "datetime",
  last_seen_at: "datetime",
  promoted_at: "datetime",
  churned_at: "datetime",
};

const contactFields = contactColumnNames.map((name): Field => {
  const description = columnMeanings[name];
  if (name === "id") return key(name, description);
  if (name === "type") return { ...text(name, description), constraints: { required: true, enum: customerTypes } };
  if (name.endsWith("_id") && name !== "external_id") return uuid(name, description);
  return { name, type: contactTypes[name] ?? "string", description };
});

const conversationFields: Field[] = [
  key("id", "Hydra ID"),
  { ...text("status", "Where the conversation stands"), constraints: { required: true, enum: conversationStatuses } },
  text("subject", "What the conversation is about"),
  text("summary", "Summary of the conversation"),
  uuid("customer_id", "ID of the contact; none if it is linked to nobody"),
  uuid("channel_id", "ID of the channel"),
  uuid("bot_id", "ID of the bot"),
  uuid("widget_id", "ID of the widget"),
  uuid("assigned_agent_id", "ID of the teammate it is assigned to"),
  time("created_at", "When the conversation began"),
  time("updated_at", "When the conversation was last changed"),
  { name: "messages", type: "array", description: "Messages between the contact and the bot, oldest first" },
  { name: "replies", type: "array", description: "Replies and internal notes of the team, oldest first" },
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

/** The fields of a kind's table in the order of its file; null for a single contact, whose file is no table. */
export function tableFields(kind: ExportKind, { columns }: ExportScope): Field[] | null {
  switch (kind) {
    case "contacts":
      return columns ? columns.flatMap((name) => contactFields.filter((field) => field.name === name)) : contactFields;
    case "conversations":
      return conversationFields;
    case "audit_log":
      return auditFields;
    case "contact":
      return null;
  }
}

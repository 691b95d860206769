import { z } from "zod";

/** ISO 8601 in UTC, to the microsecond; infinity and years BC as Postgres prints them. */
export const timestamp = z
  .string()
  .regex(/^(-?infinity|\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?\+00:00( BC)?)$/)
  .describe(
    "ISO 8601 in UTC, to the microsecond. Values that ISO 8601 cannot express are as Postgres prints them: infinity, or BC at the end.",
  );

const text = z.string().nullable();
const id = z.guid();
const time = timestamp.nullable();
/** Not z.json(): its JSON Schema refers to itself, and validators overflow their stack on JSON that is nested thousands of levels deep. */
const anyJson = z.unknown();

/** A row of customers. */
export const customer = z
  .object({
    id,
    type: z.enum(["lead", "contact", "former_customer", "visitor"]),
    email: text,
    name: text,
    company: text,
    job_title: text,
    phone: text,
    source: text,
    external_id: text,
    account_id: id.nullable().describe("The company's account. Accounts are in no export."),
    source_bot_id: id.nullable(),
    source_conversation_id: id.nullable(),
    notes: text,
    metadata: anyJson.describe("Any JSON, as stored; numbers may have more digits than a double can hold."),
    churn_reasons: anyJson.describe("Any JSON, as stored."),
    created_at: timestamp,
    last_seen_at: time,
    promoted_at: time,
    churned_at: time,
  })
  .describe("A lead, contact, former customer or anonymous visitor.");

/** A chat message between the contact and the bot. */
const message = z.object({
  id,
  role: z.enum(["user", "assistant", "tool"]),
  content: z.string(),
  created_at: timestamp,
});

/** A teammate's reply or internal note. */
const reply = z.object({
  id,
  author: z.string(),
  body: z.string(),
  is_internal: z.boolean().describe("true for an internal note, which the contact never sees."),
  created_at: timestamp,
});

/** A conversation with its messages and replies. */
export const conversation = z
  .object({
    id,
    status: z.enum(["open", "assigned", "waiting", "resolved"]),
    subject: text,
    summary: text,
    customer_id: id.nullable(),
    channel_id: id.nullable(),
    bot_id: id.nullable(),
    widget_id: id.nullable(),
    assigned_agent_id: id.nullable(),
    created_at: timestamp,
    updated_at: timestamp,
    messages: z.array(message).describe("Chat messages, oldest first."),
    replies: z.array(reply).describe("Teammates' replies and internal notes, oldest first."),
  })
  .describe("A conversation with its messages and replies.");

/** An entry of the audit log, with all the fields that its hash covers (docs/audit-log.md). */
export const auditEntry = z
  .object({
    id,
    tenant_id: id,
    seq: z.int().min(1).describe("1, 2, 3, ... without gaps."),
    created_at: timestamp,
    actor_id: id.nullable().describe("null when nobody acted, such as when an export expires."),
    actor_name: text,
    actor_email: text,
    actor_role: z.enum(["owner", "admin", "member"]).nullable(),
    action: z.string(),
    target_type: text,
    target_id: id.nullable(),
    details: z.record(z.string(), anyJson),
    ip: text,
    user_agent: text,
    form_version: z.int().min(1).describe("Which fields the hash covers and how they are written."),
    previous_hash: z.string().regex(/^[0-9a-f]{64}$/),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .describe("An entry of the audit log.");

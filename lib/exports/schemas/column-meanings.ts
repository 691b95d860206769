/** A column or a field of a file, for readers who do not know the database. */
export type FileField = { name: string; meaning: string; example: string };

/** The columns of a contacts file, in order. */
export const contactFields: readonly FileField[] = [
  { name: "id", meaning: "Hydra ID", example: "c0000000-0000-4000-8000-000000000001" },
  { name: "type", meaning: "lead, contact, former_customer or visitor", example: "contact" },
  { name: "email", meaning: "Email", example: "priya.raman@example.com" },
  { name: "name", meaning: "Full name", example: "Priya Raman" },
  { name: "company", meaning: "Company, as the contact gave it", example: "Raman Textiles" },
  { name: "job_title", meaning: "Job title", example: "Head of Finance" },
  { name: "phone", meaning: "Phone number", example: "+1 555 010 0200" },
  { name: "source", meaning: "Where the contact came from", example: "website" },
  { name: "external_id", meaning: "ID in your own system", example: "20260000000000104217" },
  { name: "account_id", meaning: "ID of the contact’s account", example: "5b2f…" },
  { name: "source_bot_id", meaning: "ID of the bot that captured the contact", example: "91ce…" },
  { name: "source_conversation_id", meaning: "ID of the conversation that captured the contact", example: "0f3a…" },
  { name: "notes", meaning: "Your team’s notes", example: "Prefers email" },
  { name: "metadata", meaning: "Custom fields, as JSON", example: '{"plan":"pro"}' },
  { name: "churn_reasons", meaning: "Why the customer left, as JSON", example: '["price"]' },
  { name: "created_at", meaning: "When the contact was created", example: "2026-11-20T09:15:00.123456+00:00" },
  { name: "last_seen_at", meaning: "When the contact was last seen", example: "2026-11-24T16:02:11+00:00" },
  { name: "promoted_at", meaning: "When the lead became a contact", example: "2026-03-02T10:00:00+00:00" },
  { name: "churned_at", meaning: "When the customer left", example: "2026-10-31T00:00:00+00:00" },
];

/** The fields of a conversation in a conversations file, in order. */
export const conversationFields: readonly FileField[] = [
  { name: "id", meaning: "Hydra ID of the conversation", example: "ff19c0e8-d807-4c6d-8112-332e4f7c70d8" },
  { name: "status", meaning: "open, assigned, waiting or resolved", example: "resolved" },
  { name: "subject", meaning: "Subject", example: "Invoice A-48213" },
  { name: "summary", meaning: "Summary of the conversation", example: "Asked for a copy of an invoice." },
  { name: "customer_id", meaning: "Hydra ID of the contact", example: "c0000000-0000-4000-8000-000000000001" },
  { name: "channel_id", meaning: "ID of the channel", example: "7d1c…" },
  { name: "bot_id", meaning: "ID of the bot that answered", example: "91ce…" },
  { name: "widget_id", meaning: "ID of the widget", example: "33b0…" },
  { name: "assigned_agent_id", meaning: "ID of the teammate it is assigned to", example: "d000…" },
  { name: "created_at", meaning: "When the conversation started", example: "2026-11-20T09:15:00.123456+00:00" },
  { name: "updated_at", meaning: "When it last changed", example: "2026-11-20T10:01:12+00:00" },
  {
    name: "messages",
    meaning: "Messages between the contact and the bot, oldest first: id, role, content, created_at",
    example: '[{"role":"user","content":"Hi"}]',
  },
  {
    name: "replies",
    meaning: "Your team’s replies and internal notes, oldest first: id, author, body, is_internal, created_at",
    example: '[{"author":"Mia","is_internal":true}]',
  },
];

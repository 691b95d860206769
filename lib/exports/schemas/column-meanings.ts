import type { ContactColumn } from "../contact-columns.ts";

/** What each column of a contacts file holds, for readers who do not know the database. */
export const columnMeanings: Record<ContactColumn, string> = {
  id: "Hydra ID",
  type: "lead, contact, former_customer or visitor",
  email: "Email address",
  name: "Full name",
  company: "Company, as the contact gave it",
  job_title: "Job title",
  phone: "Phone number",
  source: "Where the contact came from",
  external_id: "ID in your own system",
  account_id: "ID of the contact’s account",
  source_bot_id: "ID of the bot that captured the contact",
  source_conversation_id: "ID of the conversation that captured the contact",
  notes: "Your team’s notes",
  metadata: "Custom fields, as JSON",
  churn_reasons: "Why the customer left, as JSON",
  created_at: "When the contact was created",
  last_seen_at: "When the contact was last seen",
  promoted_at: "When the lead became a contact",
  churned_at: "When the customer left",
};

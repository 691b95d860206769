/** The columns of a contacts file, in order. */
export const contactColumnNames = [
  "id",
  "type",
  "email",
  "name",
  "company",
  "job_title",
  "phone",
  "source",
  "external_id",
  "account_id",
  "source_bot_id",
  "source_conversation_id",
  "notes",
  "metadata",
  "churn_reasons",
  "created_at",
  "last_seen_at",
  "promoted_at",
  "churned_at",
] as const;

export type ContactColumn = (typeof contactColumnNames)[number];

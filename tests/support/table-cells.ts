import { sql } from "./stack";

/** A table of a file as Postgres has it: each cell as text, or null. */
export type Table = { columns: string[]; times: string[]; rows: (string | null)[][] };

/** Reads a table with every value as text, timestamps as Postgres's JSON has them. */
async function tableOf(columns: string[], times: string[], from: string, parameters: string[]): Promise<Table> {
  const list = columns.map((name) => (times.includes(name) ? `to_json(t.${name}) #>> '{}'` : `t.${name}::text`));
  const rows = await sql.unsafe(`select ${list.join(", ")} from (${from}) t order by t.position`, parameters).values();
  return { columns, times, rows: [...rows] as (string | null)[][] };
}

/** The contacts of a workspace, as in its file. */
export function contactsTable(tenantId: string): Promise<Table> {
  return tableOf(
    [
      ...["id", "type", "email", "name", "company", "job_title", "phone", "source", "external_id", "account_id"],
      ...["source_bot_id", "source_conversation_id", "notes", "metadata", "churn_reasons"],
      ...["created_at", "last_seen_at", "promoted_at", "churned_at"],
    ],
    ["created_at", "last_seen_at", "promoted_at", "churned_at"],
    "select *, row_number() over (order by created_at, id) as position from customers where tenant_id = $1",
    [tenantId],
  );
}

/** The conversations of a workspace with the counts of their children, as in its CSV file. */
export function conversationsTable(tenantId: string): Promise<Table> {
  return tableOf(
    [
      ...[
        "id",
        "status",
        "subject",
        "summary",
        "customer_id",
        "channel_id",
        "bot_id",
        "widget_id",
        "assigned_agent_id",
      ],
      ...["created_at", "updated_at", "message_count", "reply_count", "internal_note_count"],
      ...["first_message_at", "last_message_at"],
    ],
    ["created_at", "updated_at", "first_message_at", "last_message_at"],
    `select c.*, row_number() over (order by c.created_at, c.id) as position,
      (select count(*) from messages m where m.tenant_id = c.tenant_id and m.conversation_id = c.id) as message_count,
      (select count(*) from replies r where r.tenant_id = c.tenant_id and r.conversation_id = c.id and not r.is_internal) as reply_count,
      (select count(*) from replies r where r.tenant_id = c.tenant_id and r.conversation_id = c.id and r.is_internal) as internal_note_count,
      (select min(m.created_at) from messages m where m.tenant_id = c.tenant_id and m.conversation_id = c.id) as first_message_at,
      (select max(m.created_at) from messages m where m.tenant_id = c.tenant_id and m.conversation_id = c.id) as last_message_at
    from conversations c where c.tenant_id = $1`,
    [tenantId],
  );
}

/** The messages or replies of a workspace, conversation by conversation, as in a workbook's sheet. */
export function transcriptsTable(tenantId: string, child: "messages" | "replies"): Promise<Table> {
  const columns = child === "messages" ? ["role", "content"] : ["author", "body", "is_internal"];
  return tableOf(
    ["conversation_id", "id", ...columns, "created_at"],
    ["created_at"],
    `select t.*, row_number() over (order by c.created_at, c.id, t.created_at, t.id) as position
    from ${child} t join conversations c on c.id = t.conversation_id where t.tenant_id = $1`,
    [tenantId],
  );
}

/** The audit log of a workspace up to an entry, as in its file. */
export function auditLogTable(tenantId: string, lastSeq: string): Promise<Table> {
  return tableOf(
    [
      ...["id", "tenant_id", "seq", "created_at", "actor_id", "actor_name", "actor_email", "actor_role", "action"],
      ...["target_type", "target_id", "details", "ip", "user_agent", "form_version", "previous_hash", "hash"],
    ],
    ["created_at"],
    "select *, seq as position from audit_log where tenant_id = $1 and seq <= $2",
    [tenantId, lastSeq],
  );
}

/** The serial number of a time in ISO 8601 and UTC, to the microsecond: days since 1899-12-30. Null for what Excel cannot express. */
export function excelSerial(time: string): number | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?\+00:00$/.exec(time);
  const serial = match ? (Date.parse(`${match[1]}Z`) + 1000 * Number(match[2] ?? 0)) / 86_400_000 + 25_569 : 0;
  return serial >= 61 ? serial : null;
}

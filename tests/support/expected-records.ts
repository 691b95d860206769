import { sql } from "./stack";

export type Row = Record<string, unknown>;

/** One workspace's rows of a table as Postgres's JSON, without tenant_id, oldest first. */
async function rowsOf(table: string, tenantId: string): Promise<Row[]> {
  const rows = await sql`
    select to_jsonb(t) - 'tenant_id' as row from ${sql(table)} t where tenant_id = ${tenantId} order by created_at, id`;
  return rows.map(({ row }) => row);
}

/** Groups rows by the id of their parent and removes that column. */
function byParent(rows: Row[], parent: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const { [parent]: key, ...row } of rows) {
    const group = groups.get(key as string);
    if (group) group.push(row);
    else groups.set(key as string, [row]);
  }
  return groups;
}

/** Every conversation of a workspace with its messages and replies, joined here from one query per table. */
export async function conversationsOf(tenantId: string): Promise<Row[]> {
  const messages = byParent(await rowsOf("messages", tenantId), "conversation_id");
  const replies = byParent(await rowsOf("replies", tenantId), "conversation_id");
  return (await rowsOf("conversations", tenantId)).map((row) => ({
    ...row,
    messages: messages.get(row.id as string) ?? [],
    replies: replies.get(row.id as string) ?? [],
  }));
}

/** Every ticket of a workspace with its replies and notes. */
export async function ticketsOf(tenantId: string): Promise<Row[]> {
  const replies = byParent(await rowsOf("ticket_replies", tenantId), "ticket_id");
  const notes = byParent(await rowsOf("ticket_notes", tenantId), "ticket_id");
  return (await rowsOf("tickets", tenantId)).map((row) => ({
    ...row,
    replies: replies.get(row.id as string) ?? [],
    notes: notes.get(row.id as string) ?? [],
  }));
}

/** Every customer of a workspace. */
export function customersOf(tenantId: string): Promise<Row[]> {
  return rowsOf("customers", tenantId);
}

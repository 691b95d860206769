import { createHash, randomBytes } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { sql, stack } from "./stack";
import { makeWorkspace } from "./workspace";

/** Everybody that the matrix tests ask about, seen from one workspace. */
export const roles = [
  "nobody",
  "member",
  "member who is admin elsewhere",
  "admin",
  "owner",
  "admin elsewhere",
  "ticket of contacts",
  "ticket of conversations",
  "ticket of one contact",
  "ticket of the audit log",
  "ended ticket",
  "forged ticket",
] as const;
export type Role = (typeof roles)[number];

/** The accounts behind the roles that have one. */
export const accounts: Partial<Record<Role, string>> = {
  member: "member@acme.test",
  "member who is admin elsewhere": "both@hydra.test",
  admin: "admin@acme.test",
  owner: "owner@acme.test",
  "admin elsewhere": "admin@globex.test",
};

/** A client of the Data API with the publishable key, as whoever the token or the ticket stands for. */
export function dataApi(token: string | null, headers: Record<string, string> = {}): SupabaseClient {
  return createClient(stack.supabaseUrl, stack.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { headers: { ...headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) } },
  });
}

const tokens = new Map<string, Promise<string>>();

/** The access token of one of the seed's accounts: signed in once, because checking a password is slow on purpose. */
export function tokenOf(email: string): Promise<string> {
  const token = tokens.get(email) ?? newTokenOf(email);
  tokens.set(email, token);
  return token;
}

async function newTokenOf(email: string): Promise<string> {
  const { data, error } = await dataApi(null).auth.signInWithPassword({ email, password: "hydra-demo" });
  if (error) throw error;
  return data.session.access_token;
}

/** A workspace with rows in every table, two members, and places for as many exports as a test wants. */
export async function makeFullWorkspace(): Promise<{
  id: string;
  slug: string;
  contact: string;
  lead: string;
  conversation: string;
}> {
  const workspace = await makeWorkspace("matrix");
  const [contact, lead, conversation, ticket] = Array.from({ length: 4 }, () => crypto.randomUUID()) as [
    string,
    string,
    string,
    string,
  ];
  const tenant_id = workspace.id;
  await sql`update tenants set max_running_exports = 1000 where id = ${tenant_id}`;
  await sql`
    insert into members (tenant_id, user_id, role, display_name, email)
    select ${tenant_id}, id, 'member', email, email from auth.users where email in ('member@acme.test', 'both@hydra.test')`;
  await sql`insert into accounts ${sql({ tenant_id, name: "An account" })}`;
  await sql`insert into customers ${sql([
    { id: contact, tenant_id, type: "contact", name: "A customer" },
    { id: lead, tenant_id, type: "lead", name: "A customer" },
  ])}`;
  await sql`insert into conversations ${sql({ id: conversation, tenant_id, customer_id: contact })}`;
  await sql`insert into messages ${sql({ tenant_id, conversation_id: conversation, role: "user", content: "Hello" })}`;
  await sql`insert into replies ${sql({ tenant_id, conversation_id: conversation, author: "A", body: "B" })}`;
  await sql`insert into tickets ${sql({ id: ticket, tenant_id, title: "A ticket", customer_id: contact })}`;
  await sql`insert into ticket_replies ${sql({ tenant_id, ticket_id: ticket, author: "A", body: "B" })}`;
  await sql`insert into ticket_notes ${sql({ tenant_id, ticket_id: ticket, author: "A", body: "B" })}`;
  return { ...workspace, contact, lead, conversation };
}

type Asked = { tenant_id: string; kind: string; format: string; target_id?: string };

/** Starts an export as a person and opens it, as the app does. @returns its id and the ticket */
export async function openExport(person: SupabaseClient, asked: Asked): Promise<{ id: string; ticket: string }> {
  const { data, error } = await person.from("exports").insert(asked).select("id").single();
  if (error) throw error;
  const ticket = randomBytes(32).toString("base64url");
  const token_hash = createHash("sha256").update(ticket).digest("hex");
  const opened = await person.rpc("open_export", { export_id: data.id, token_hash });
  if (opened.error) throw opened.error;
  return { id: data.id, ticket };
}

/** Asks for the first page of a contacts export; its text is not JSON, which is what supabase-js would take it for. */
export async function firstBatch(ticket: string): Promise<{ text: string; code: string | undefined }> {
  const { supabaseUrl, publishableKey } = stack;
  const headers = {
    apikey: publishableKey,
    Authorization: `Bearer ${publishableKey}`,
    Accept: "text/plain",
    "x-export-token": ticket,
  };
  const response = await fetch(`${supabaseUrl}/rest/v1/rpc/export_contacts`, { headers });
  const text = await response.text();
  return { text, code: response.ok ? undefined : JSON.parse(text).code };
}

/** A client of the Data API for each role in a workspace, and the tickets of runs of their own for those who hold one. */
export async function clientsOf(workspace: { id: string; contact: string }): Promise<{
  clients: Record<Role, SupabaseClient>;
  tickets: Partial<Record<Role, string>>;
}> {
  const clients = {} as Record<Role, SupabaseClient>;
  const tickets: Partial<Record<Role, string>> = { "forged ticket": randomBytes(32).toString("base64url") };
  for (const role of roles) {
    const email = accounts[role];
    clients[role] = dataApi(email ? await tokenOf(email) : null);
  }
  const runs: [Role, Omit<Asked, "tenant_id">][] = [
    ["ticket of contacts", { kind: "contacts", format: "csv" }],
    ["ticket of conversations", { kind: "conversations", format: "json" }],
    ["ticket of one contact", { kind: "contact", format: "json", target_id: workspace.contact }],
    ["ticket of the audit log", { kind: "audit_log", format: "json" }],
    ["ended ticket", { kind: "contacts", format: "csv" }],
  ];
  for (const [role, asked] of runs) {
    const { id, ticket } = await openExport(clients.admin, { tenant_id: workspace.id, ...asked });
    tickets[role] = ticket;
    if (role === "ended ticket") await clients.admin.from("exports").update({ status: "cancelled" }).eq("id", id);
  }
  for (const role of roles) {
    const ticket = tickets[role];
    if (ticket) clients[role] = dataApi(null, { "x-export-token": ticket });
  }
  return { clients, tickets };
}

/**
 * Runs a statement as the Data API does for the holder of a ticket. Supabase Lite shows the request's headers to functions only,
 * PostgREST to policies as well: this is what the policies would answer there.
 * @returns how many rows it gave or changed, 0 when it was refused
 */
export async function withToken(ticket: string, statement: string, parameters: string[] = []): Promise<number> {
  const undo = new Error("undo");
  let rows = 0;
  try {
    await sql.begin(async (tx) => {
      await tx`select set_config('request.headers', ${JSON.stringify({ "x-export-token": ticket })}, true)`;
      await tx`set local role anon`;
      rows = (await tx.unsafe(statement, parameters)).count;
      throw undo;
    });
  } catch (error) {
    // 42501 is a right that is missing, 23514 a step that a run may not take.
    const refused = error instanceof postgres.PostgresError && ["42501", "23514"].includes(error.code);
    if (error !== undo && !refused) throw error;
    if (refused) return 0;
  }
  return rows;
}

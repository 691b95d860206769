import { createHash, randomBytes } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { sql, stack } from "./stack";
import { withoutTriggers } from "./without-triggers";
import { makeWorkspace } from "./workspace";

/** The roles of the matrix tests, relative to one workspace. */
export const roles = [
  "signed out",
  "member",
  "member who is admin elsewhere",
  "admin",
  "owner",
  "admin elsewhere",
  "token of contacts",
  "token of conversations",
  "token of one contact",
  "token of the audit log",
  "ended token",
  "forged token",
] as const;
export type Role = (typeof roles)[number];

/** The accounts of the roles that have one. */
const accounts: Partial<Record<Role, string>> = {
  member: "member@acme.test",
  "member who is admin elsewhere": "both@hydra.test",
  admin: "admin@acme.test",
  owner: "owner@acme.test",
  "admin elsewhere": "admin@globex.test",
};

/** A Data API client with the publishable key, authenticated by an access token, by an export token among the headers, or not at all. */
export function dataApi(token: string | null, headers: Record<string, string> = {}): SupabaseClient {
  return createClient(stack.supabaseUrl, stack.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { headers: { ...headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) } },
  });
}

const accessTokens = new Map<string, Promise<string>>();

/** The access token of an account from seed.sql. Signs in once per account, because a password check is slow by design. */
export function accessTokenOf(email: string): Promise<string> {
  const token = accessTokens.get(email) ?? requestAccessToken(email);
  accessTokens.set(email, token);
  return token;
}

async function requestAccessToken(email: string): Promise<string> {
  const { data, error } = await dataApi(null).auth.signInWithPassword({ email, password: "hydra-demo" });
  if (error) throw error;
  return data.session.access_token;
}

/** Makes a workspace with rows in every table, two members, and a limit of 1,000 running exports. */
export async function makeFullWorkspace(): Promise<{
  id: string;
  slug: string;
  contact: string;
  lead: string;
  conversation: string;
  ticket: string;
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
    { id: contact, tenant_id, type: "contact", name: "A customer", email: "one@example.test" },
    { id: lead, tenant_id, type: "lead", name: "A customer", email: "one@example.test" },
  ])}`;
  await sql`insert into conversations ${sql({ id: conversation, tenant_id, customer_id: contact })}`;
  await sql`insert into messages ${sql({ tenant_id, conversation_id: conversation, role: "user", content: "Hello" })}`;
  await sql`insert into replies ${sql({ tenant_id, conversation_id: conversation, author: "A", body: "B" })}`;
  await sql`insert into tickets ${sql({ id: ticket, tenant_id, title: "A ticket", customer_id: contact })}`;
  await sql`insert into ticket_replies ${sql({ tenant_id, ticket_id: ticket, author: "A", body: "B" })}`;
  await sql`insert into ticket_notes ${sql({ tenant_id, ticket_id: ticket, author: "A", body: "B" })}`;
  await withoutTriggers(
    "privacy_texts",
    (tx) =>
      tx`insert into privacy_texts ${tx({ tenant_id, language: "en", version: 1, texts: {}, actor_id: tenant_id })}`,
  );
  await withoutTriggers(
    "redactions",
    (tx) =>
      tx`insert into redactions ${tx({ tenant_id, customer_id: contact, what: "teammates", reason: "A", actor_id: tenant_id })}`,
  );
  await sql`insert into redaction_reasons ${sql({ tenant_id, reason: "A reason" })}`;
  return { ...workspace, contact, lead, conversation, ticket };
}

export type NewExport = {
  tenant_id: string;
  kind: string;
  format: string;
  target_id?: string;
  scope?: object;
  include_notes?: boolean;
};

/** Creates an export and opens it, as the app does. @returns its id and its export token */
export async function openExport(client: SupabaseClient, values: NewExport): Promise<{ id: string; token: string }> {
  const { data, error } = await client.from("exports").insert(values).select("id").single();
  if (error) throw error;
  const token = randomBytes(32).toString("base64url");
  const token_hash = createHash("sha256").update(token).digest("hex");
  const opened = await client.rpc("open_export", { export_id: data.id, token_hash });
  if (opened.error) throw opened.error;
  return { id: data.id, token };
}

/** Reads the first batch of a contacts export. Not with supabase-js, which would parse the text as JSON. */
export async function fetchFirstBatch(token: string): Promise<{ text: string; code: string | undefined }> {
  const { supabaseUrl, publishableKey } = stack;
  const headers = {
    apikey: publishableKey,
    Authorization: `Bearer ${publishableKey}`,
    Accept: "text/plain",
    "x-export-token": token,
  };
  const response = await fetch(`${supabaseUrl}/rest/v1/rpc/export_contacts`, { headers });
  const text = await response.text();
  return { text, code: response.ok ? undefined : JSON.parse(text).code };
}

/** A Data API client for each role in a workspace, and the export tokens of the roles that use one. */
export async function clientsOf(workspace: { id: string; contact: string }): Promise<{
  clients: Record<Role, SupabaseClient>;
  tokens: Partial<Record<Role, string>>;
}> {
  const clients = {} as Record<Role, SupabaseClient>;
  const tokens: Partial<Record<Role, string>> = { "forged token": randomBytes(32).toString("base64url") };
  for (const role of roles) {
    const email = accounts[role];
    clients[role] = dataApi(email ? await accessTokenOf(email) : null);
  }
  const exports: [Role, Omit<NewExport, "tenant_id">][] = [
    ["token of contacts", { kind: "contacts", format: "csv" }],
    ["token of conversations", { kind: "conversations", format: "json" }],
    ["token of one contact", { kind: "contact", format: "json", target_id: workspace.contact }],
    ["token of the audit log", { kind: "audit_log", format: "json" }],
    ["ended token", { kind: "contacts", format: "csv" }],
  ];
  for (const [role, values] of exports) {
    const { id, token } = await openExport(clients.admin, { tenant_id: workspace.id, ...values });
    tokens[role] = token;
    if (role === "ended token") await clients.admin.from("exports").update({ status: "cancelled" }).eq("id", id);
  }
  for (const role of roles) {
    const token = tokens[role];
    if (token) clients[role] = dataApi(null, { "x-export-token": token });
  }
  return { clients, tokens };
}

/**
 * Runs a statement as PostgREST does for a request with an export token, and rolls it back. Supabase Lite exposes request headers to
 * functions only, PostgREST to policies as well; this checks the policies as PostgREST would.
 * @returns how many rows it returned or changed, 0 when it was refused
 */
export async function withToken(token: string, statement: string, parameters: string[] = []): Promise<number> {
  const rollback = new Error("rollback");
  let rows = 0;
  try {
    await sql.begin(async (tx) => {
      await tx`select set_config('request.headers', ${JSON.stringify({ "x-export-token": token })}, true)`;
      await tx`set local role anon`;
      rows = (await tx.unsafe(statement, parameters)).count;
      throw rollback;
    });
  } catch (error) {
    // 42501: insufficient privilege. 23514: a status transition that is not allowed.
    const refused = error instanceof postgres.PostgresError && ["42501", "23514"].includes(error.code);
    if (error !== rollback && !refused) throw error;
    if (refused) return 0;
  }
  return rows;
}

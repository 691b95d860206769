import { get, type IncomingMessage } from "node:http";
import { createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import type { Stack } from "../dev/embedded/stack.ts";
import type { Database } from "../lib/supabase/database.types.ts";

/** The fields of POST /api/exports. */
export type ExportRequest = { workspace: string; kind: string; format: string; compress?: string; contact?: string };

/** A signed-in user who may export: their browser and their supabase-js client. */
export type AdminClient = {
  client: SupabaseClient<Database>;
  /** Creates an export. @returns its id, and what to request its file with */
  createExport(request: ExportRequest): Promise<{ id: string; url: URL; headers: { cookie: string } }>;
  /** Creates an export and starts its download. @returns the export's id and the unread file as it is sent */
  startExport(request: ExportRequest): Promise<{ id: string; body: AsyncIterable<Uint8Array> }>;
  /** Requests a page. @returns its unread HTML */
  visit(path: string): Promise<AsyncIterable<Uint8Array>>;
};

/** Signs in as the demo admin, or as another user with the demo password. */
export async function signInAdmin(
  stack: Pick<Stack, "url" | "publishableKey">,
  appUrl: string,
  email = "admin@acme.test",
): Promise<AdminClient> {
  const cookies = new Map<string, string>();
  const client = createServerClient<Database>(stack.url, stack.publishableKey, {
    cookies: {
      getAll: () => [...cookies].map(([name, value]) => ({ name, value })),
      setAll: (changed) => {
        for (const { name, value } of changed) cookies.set(name, value);
      },
    },
  });
  const { error } = await client.auth.signInWithPassword({ email, password: "hydra-demo" });
  if (error) throw error;

  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = { cookie: cookieHeader(), accept: "application/json", "accept-encoding": "identity" };
    const response = await fetch(new URL(path, appUrl), { ...init, headers: { ...headers, ...init.headers } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response;
  };

  const createExport = async (exportRequest: ExportRequest) => {
    const headers = { "content-type": "application/json" };
    const response = await request("/api/exports", { method: "POST", headers, body: JSON.stringify(exportRequest) });
    const { id, file } = (await response.json()) as { id: string; file: string };
    return { id, url: new URL(file, appUrl), headers: { cookie: cookieHeader() } };
  };
  return {
    client,
    createExport,
    async visit(path) {
      const { body, url } = await request(path, { headers: { accept: "text/html" }, redirect: "error" });
      if (!body) throw new Error(`${url} has no body.`);
      return body;
    },
    async startExport(exportRequest) {
      const { id, url, headers } = await createExport(exportRequest);
      return { id, body: await download(url, headers) };
    },
  };
}

/** Downloads a file. Not with fetch, which takes much of a core. */
function download(url: URL, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      if (response.statusCode === 200) resolve(response);
      else reject(new Error(`${url.pathname} answered ${response.statusCode}.`));
    }).on("error", reject);
  });
}

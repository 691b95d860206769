import { get, type IncomingMessage } from "node:http";
import { createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import type { Stack } from "../dev/embedded/stack.ts";
import type { Database } from "../lib/supabase/database.types.ts";

export type Asked = { workspace: string; kind: string; format: string; contact?: string };

/** Somebody who may export, as their browser and as their supabase-js client. */
export type Admin = {
  client: SupabaseClient<Database>;
  /**
   * Starts an export.
   * @param encoding how it is sent; identity unless told, because what is measured is the export, not zlib
   * @returns the run's id and its file as it is sent, nothing of which has been read yet
   */
  begin(asked: Asked, encoding?: "identity" | "gzip"): Promise<{ id: string; body: AsyncIterable<Uint8Array> }>;
  /** Visits a page. @returns its HTML, nothing of which has been read yet */
  visit(path: string): Promise<AsyncIterable<Uint8Array>>;
};

/** Signs in, as the demo admin or as somebody else with the demo password. */
export async function signInAdmin(
  stack: Pick<Stack, "url" | "publishableKey">,
  appUrl: string,
  email = "admin@acme.test",
): Promise<Admin> {
  const jar = new Map<string, string>();
  const client = createServerClient<Database>(stack.url, stack.publishableKey, {
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (changed) => {
        for (const { name, value } of changed) jar.set(name, value);
      },
    },
  });
  const { error } = await client.auth.signInWithPassword({ email, password: "hydra-demo" });
  if (error) throw error;

  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = { cookie: cookies(), accept: "application/json", "accept-encoding": "identity" };
    const response = await fetch(new URL(path, appUrl), { ...init, headers: { ...headers, ...init.headers } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response;
  };

  const bodyOf = ({ body, url }: Response) => {
    if (!body) throw new Error(`${url} has no body.`);
    return body;
  };

  return {
    client,
    visit: async (path) => bodyOf(await request(path, { headers: { accept: "text/html" }, redirect: "error" })),
    async begin(asked, encoding = "identity") {
      const headers = { "content-type": "application/json" };
      const run = await request("/api/exports", { method: "POST", headers, body: JSON.stringify(asked) });
      const { id, file } = (await run.json()) as { id: string; file: string };
      const body = await download(new URL(file, appUrl), { cookie: cookies(), "accept-encoding": encoding });
      return { id, body };
    },
  };
}

/** A file's bytes as they come over the wire: fetch would unpack them, and takes a good part of a core for itself. */
function download(address: URL, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(address, { headers }, (response) => {
      if (response.statusCode === 200) resolve(response);
      else reject(new Error(`${address.pathname} answered ${response.statusCode}.`));
    }).on("error", reject);
  });
}

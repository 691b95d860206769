import { createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import type { Database } from "../../lib/supabase/database.types.ts";
import type { Stack } from "../embedded/stack.ts";

export type Asked = { workspace: string; kind: string; format: string };

/** Somebody who may export, as their browser and as their supabase-js client. */
export type Admin = {
  client: SupabaseClient<Database>;
  /** Starts an export. @returns the run's id and its file, nothing of which has been read yet */
  begin(asked: Asked): Promise<{ id: string; body: AsyncIterable<Uint8Array> }>;
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

  const request = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    // Uncompressed: what is measured is the export, not zlib.
    const headers = { cookie, accept: "application/json", "accept-encoding": "identity" };
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
    async begin(asked) {
      const headers = { "content-type": "application/json" };
      const run = await request("/api/exports", { method: "POST", headers, body: JSON.stringify(asked) });
      const { id, file } = (await run.json()) as { id: string; file: string };
      return { id, body: bodyOf(await request(file)) };
    },
  };
}

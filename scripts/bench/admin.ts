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
};

/** Signs in as the demo admin. */
export async function signInAdmin(stack: Stack, appUrl: string): Promise<Admin> {
  const jar = new Map<string, string>();
  const client = createServerClient<Database>(stack.url, stack.publishableKey, {
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (changed) => {
        for (const { name, value } of changed) jar.set(name, value);
      },
    },
  });
  const { error } = await client.auth.signInWithPassword({ email: "admin@acme.test", password: "hydra-demo" });
  if (error) throw error;

  const request = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    // Uncompressed: what is measured is the export, not zlib.
    const headers = { cookie, accept: "application/json", "accept-encoding": "identity" };
    const response = await fetch(new URL(path, appUrl), { ...init, headers: { ...headers, ...init.headers } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response;
  };

  return {
    client,
    async begin(asked) {
      const headers = { "content-type": "application/json" };
      const run = await request("/api/exports", { method: "POST", headers, body: JSON.stringify(asked) });
      const { id, file } = (await run.json()) as { id: string; file: string };
      const { body } = await request(file);
      if (!body) throw new Error(`${file} has no body.`);
      return { id, body };
    },
  };
}

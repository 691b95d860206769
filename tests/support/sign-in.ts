import { createHmac } from "node:crypto";
import { createServerClient } from "@supabase/ssr";
import { stack } from "./stack";

type Jar = Map<string, string>;

function clientOf(jar: Jar) {
  return createServerClient(stack.supabaseUrl, stack.publishableKey, {
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (changed) => {
        for (const { name, value } of changed) jar.set(name, value);
      },
    },
  });
}

function header(jar: Jar): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

/**
 * Signs in as a browser would.
 * @returns the Cookie header that the browser would send from then on
 */
export async function signIn(email: string, password = "hydra-demo"): Promise<string> {
  const jar: Jar = new Map();
  const { error } = await clientOf(jar).auth.signInWithPassword({ email, password });
  if (error) throw error;
  return header(jar);
}

const sessions = new Map<string, Promise<string>>();

/**
 * The session that the tests of this process share: a password check is slow by design. A test that ends a session uses `signIn`.
 * @returns the Cookie header of a browser with that session
 */
export function sharedSession(email: string): Promise<string> {
  const existing = sessions.get(email);
  if (existing) return existing;
  const session = signIn(email);
  sessions.set(email, session);
  session.catch(() => sessions.delete(email));
  return session;
}

/**
 * Signs in with a session that expires and cannot be refreshed.
 * @param seconds lifetime of its access token
 * @returns the Cookie header that the browser would send from then on
 */
export async function signInBriefly(email: string, seconds: number): Promise<string> {
  const usual = await clientOf(new Map()).auth.signInWithPassword({ email, password: "hydra-demo" });
  if (usual.error) throw usual.error;
  const [head, claims] = usual.data.session.access_token.split(".");
  const brief = { ...JSON.parse(decode(claims)), exp: Math.floor(Date.now() / 1000) + seconds };
  const unsigned = `${head}.${encode(JSON.stringify(brief))}`;
  if (!stack.jwtSecret) throw new Error("TEST_JWT_SECRET is not set.");
  const signature = createHmac("sha256", stack.jwtSecret).update(unsigned).digest("base64url");
  const jar: Jar = new Map();
  const { error } = await clientOf(jar).auth.setSession({
    access_token: `${unsigned}.${signature}`,
    refresh_token: "invalid",
  });
  if (error) throw error;
  return header(jar);
}

const decode = (text = "") => Buffer.from(text, "base64url").toString();
const encode = (text: string) => Buffer.from(text).toString("base64url");

import "server-only";
import { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { askPatiently } from "./ask-patiently";
import { databaseError } from "./database-error";
import { fetchWithin } from "./fetch-within";
import { inTurn } from "./in-turn";

/** The functions of the database that write parts of files. */
export type PageFunction =
  | "export_audit_log"
  | "export_boundaries"
  | "export_contact"
  | "export_contacts"
  | "export_conversation_children"
  | "export_conversations";

type Arguments = Record<string, string>;

const aboutSchema = z.object({
  bytes: z.int(),
  rows: z.int(),
  /** How many records of each kind are in it. */
  counts: z.record(z.string(), z.int()),
  /** What to ask for the page after this one; null when this is the last. */
  next: z.record(z.string(), z.string()).nullable(),
  /** The large conversation that this page is, without its messages and replies. */
  children_of: z.string().nullable(),
});

/** Part of a file as Postgres wrote it, and what Postgres says about it. */
export type Page = { body: Buffer; about: z.infer<typeof aboutSchema> };

const failureSchema = z.object({ code: z.string().optional(), message: z.string() });

// A little more than the statement timeout of the functions, whose message is the better one.
const fetchPage = fetchWithin(130_000);

/**
 * Asks for page after page until there are no more.
 * @param ticket the secret of a running export
 * @param asked the arguments of the first page
 * @throws AppError unavailable, when asking again did not help; forbidden when the run may not read any more
 */
export async function* readPages(
  ticket: string,
  name: PageFunction,
  asked: Arguments,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  for (let next: Arguments | null = asked; next; ) {
    const place = next;
    const page: Page = await askPatiently(name, () => inTurn(() => readPage(ticket, name, place, signal)), signal);
    next = page.about.next && { ...asked, ...page.about.next };
    yield page;
  }
}

/**
 * A function that returns the domain "text/plain" has its text sent as it is, so a page costs no JSON on its way and need not
 * become a string here. supabase-js would make one, and does not show the header in which the page describes itself.
 */
async function readPage(ticket: string, name: PageFunction, asked: Arguments, signal: AbortSignal): Promise<Page> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY: key } = env();
  const address = `${SUPABASE_URL}/rest/v1/rpc/${name}?${new URLSearchParams(asked)}`;
  const headers = { Accept: "text/plain", apikey: key, Authorization: `Bearer ${key}`, "X-Export-Ticket": ticket };
  try {
    const response = await fetchPage(address, { headers, signal });
    if (response.ok) return await takePage(response);
    const failure = failureSchema.parse(await response.json());
    throw databaseError(failure, response.status);
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("unavailable", undefined, { cause: error });
  }
}

/** Takes the body and makes sure that it is whole. */
async function takePage(response: Response): Promise<Page> {
  const about = aboutSchema.parse(JSON.parse(response.headers.get("X-Page") ?? "null"));
  const body = Buffer.allocUnsafeSlow(about.bytes);
  let taken = 0;
  for await (const chunk of response.body ?? []) {
    if (taken + chunk.length <= body.length) body.set(chunk, taken);
    taken += chunk.length;
  }
  if (taken !== about.bytes) throw new Error(`A page of ${about.bytes} bytes came with ${taken}.`);
  return { body, about };
}

import "server-only";
import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { databaseError } from "@/lib/supabase/database-error";
import { retryWhileUnavailable } from "@/lib/supabase/retry-while-unavailable";
import { limitBatchReads } from "./limit-batch-reads";

/** The functions of the database that write parts of files. */
export type BatchFunction =
  | "export_audit_log"
  | "export_range_boundaries"
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
  parent_id: z.string().nullable(),
});

/** Part of a file as Postgres wrote it, in the pieces that it came in, and what Postgres says about it. */
export type Batch = { body: Buffer[]; about: z.infer<typeof aboutSchema> };

const failureSchema = z.object({ code: z.string().optional(), message: z.string() });

/** A page's body as text. */
export function batchText({ body }: Batch): string {
  return Buffer.concat(body).toString();
}

/** A little more than the statement timeout of the functions, whose message is the better one. */
const milliseconds = 130_000;

/**
 * Asks for page after page until there are no more.
 * @param ticket the secret of a running export
 * @param asked the arguments of the first page
 * @throws AppError unavailable, when asking again did not help; forbidden when the run may not read any more
 */
export async function* fetchBatches(
  ticket: string,
  name: BatchFunction,
  asked: Arguments,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  for (let next: Arguments | null = asked; next; ) {
    const place = next;
    const page: Batch = await retryWhileUnavailable(
      name,
      () => limitBatchReads(() => readPage(ticket, name, place, signal)),
      signal,
    );
    next = page.about.next && { ...asked, ...page.about.next };
    yield page;
  }
}

/**
 * A function that returns the domain "text/plain" has its text sent as it is, so a page costs no JSON on its way and need not
 * become a string here. supabase-js would make one, and does not show the header in which the page describes itself; fetch copies
 * every body once more, and V8 tidies up after every 30 MB or so of bytes (docs/decisions/020-where-the-time-goes.md).
 */
async function readPage(ticket: string, name: BatchFunction, asked: Arguments, signal: AbortSignal): Promise<Batch> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY: key } = env();
  const address = `${SUPABASE_URL}/rest/v1/rpc/${name}?${new URLSearchParams(asked)}`;
  const headers = { Accept: "text/plain", apikey: key, Authorization: `Bearer ${key}`, "X-Export-Token": ticket };
  const request = (address.startsWith("https:") ? https : http).get(address, { headers, signal });
  const limit = setTimeout(() => request.destroy(new Error("The page took too long.")), milliseconds);
  try {
    const [response] = (await once(request, "response")) as [IncomingMessage];
    const body: Buffer[] = [];
    for await (const piece of response) body.push(piece);
    const { statusCode = 0 } = response;
    if (statusCode === 200) return { body, about: aboutPage(response, body) };
    throw databaseError(failureSchema.parse(JSON.parse(Buffer.concat(body).toString())), statusCode);
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("unavailable", undefined, { cause: error });
  } finally {
    clearTimeout(limit);
  }
}

/** What a page says about itself, having made sure that it is whole. */
function aboutPage(response: IncomingMessage, body: Buffer[]): Batch["about"] {
  const about = aboutSchema.parse(JSON.parse(String(response.headers["x-batch"])));
  const bytes = body.reduce((sum, { length }) => sum + length, 0);
  if (bytes !== about.bytes) throw new Error(`A page of ${about.bytes} bytes came with ${bytes}.`);
  return about;
}

import "server-only";
import { request } from "undici";
import { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Batch, BatchMeta } from "@/lib/exports/types";
import { databaseError } from "@/lib/supabase/database-error";
import { retryWhileUnavailable } from "@/lib/supabase/retry-while-unavailable";
import { limitBatchReads } from "./limit-batch-reads";

/** The database functions that return batches of files. */
export type BatchFunction =
  | "export_answer"
  | "export_audit_log"
  | "export_contact"
  | "export_contact_conversations"
  | "export_contact_summary"
  | "export_contact_tickets"
  | "export_contact_titles"
  | "export_contacts"
  | "export_conversation_children"
  | "export_conversation_rows"
  | "export_conversations"
  | "export_information"
  | "export_range_boundaries"
  | "export_redactions"
  | "export_ticket_children"
  | "export_transcript_rows";

type Args = Record<string, string>;

const batchMeta: z.ZodType<BatchMeta> = z.object({
  bytes: z.int(),
  rows: z.int(),
  counts: z.record(z.string(), z.int()),
  next: z.record(z.string(), z.string()).nullable(),
  parent_id: z.string().nullable(),
});

const failure = z.object({ code: z.string().optional(), message: z.string() });

/** A little more than the functions' statement timeout, whose error message is the better one. */
const batchTimeoutMs = 130_000;

/** The body of a batch as text. */
export function batchText({ body }: Batch): string {
  return Buffer.concat(body).toString();
}

/**
 * Reads one batch after another until the last.
 * @param token the secret of a running export
 * @param args the arguments of the first call; later ones also get the cursor of the batch before
 * @throws AppError unavailable, after retries; forbidden when the export may not read any more
 */
export async function* fetchBatches(
  token: string,
  name: BatchFunction,
  args: Args,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  for (let cursor: Args | null = {}; cursor; ) {
    const next: Args = { ...args, ...cursor };
    const read = () => limitBatchReads(() => fetchBatch(token, name, next, { signal }));
    const batch: Batch = await retryWhileUnavailable(name, read, signal);
    cursor = batch.meta.next;
    yield batch;
  }
}

/**
 * Reads one batch. A function that returns the domain "text/plain" has its text sent as it is, and undici's request hands the bytes on
 * as they arrive: supabase-js would make a string of them and does not show response headers, fetch copies each body once more.
 * @param options.timeoutMs how long the answer may take to begin, and each part of it to follow
 * @throws AppError
 */
export async function fetchBatch(
  token: string,
  name: BatchFunction,
  args: Args,
  { signal, timeoutMs = batchTimeoutMs }: { signal: AbortSignal; timeoutMs?: number },
): Promise<Batch> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY: key } = env();
  try {
    const response = await request(`${SUPABASE_URL}/rest/v1/rpc/${name}?${new URLSearchParams(args)}`, {
      headers: {
        accept: "text/plain",
        // Without it, a gateway may choose a compression; this client undoes none.
        "accept-encoding": "identity",
        apikey: key,
        authorization: `Bearer ${key}`,
        "x-export-token": token,
      },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal,
    });
    const body: Buffer[] = await Array.fromAsync(response.body);
    if (response.statusCode !== 200) throw databaseError(parseFailure(body), response.statusCode);
    return { body, meta: parseBatchMeta(response.headers["x-batch"], body) };
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("unavailable", undefined, { cause: error });
  }
}

/** Parses the body of an error. A gateway's own has a page or other JSON: its status says what it is. */
function parseFailure(body: Buffer[]): z.infer<typeof failure> {
  try {
    return failure.parse(JSON.parse(Buffer.concat(body).toString()));
  } catch {
    return { message: "The response is not PostgREST's." };
  }
}

/** Parses the header in which a batch describes itself, and checks that its body is whole. */
function parseBatchMeta(header: string | string[] | undefined, body: Buffer[]): BatchMeta {
  const meta = batchMeta.parse(JSON.parse(String(header)));
  const bytes = body.reduce((sum, { length }) => sum + length, 0);
  if (bytes !== meta.bytes) throw new Error(`A batch of ${meta.bytes} bytes arrived with ${bytes}.`);
  return meta;
}

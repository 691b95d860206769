import { z } from "zod";
import type { Letter } from "@/lib/exports/answer/letters";
import { type RedactionRules, redactionRules } from "@/lib/exports/redaction/rules";
import type { Batch } from "@/lib/exports/types";
import { batchText, fetchBatches } from "./fetch-batches";

/** The two lists of a contact's file: the functions that read them, and the lists in each record, in the order of the file. */
export const sections = {
  conversations: {
    recordFunction: "export_contact_conversations",
    childFunction: "export_conversation_children",
    parent: "conversation",
    lists: ["messages", "replies"],
  },
  tickets: {
    recordFunction: "export_contact_tickets",
    childFunction: "export_ticket_children",
    parent: "ticket",
    lists: ["replies", "notes"],
  },
} as const;

export type Section = keyof typeof sections;

const summary = z.object({
  /** 1 when the contact was created from a conversation that is or was linked to another contact, else 0. */
  conversations_left_out: z.int(),
});

/** What is known before the records are read. */
export type ContactSummary = z.infer<typeof summary>;

/** Which record of the person to read; the export's own contact without one. */
export type RecordArgs = { contact?: string };

/**
 * Reads the start of a contact's file.
 * @returns the summary, and the customer as a JSON object in the bytes that Postgres sent
 * @throws AppError not_found when the contact is gone; unavailable; forbidden when the export may not read any more
 */
export async function fetchContact(
  record: RecordArgs,
  token: string,
  signal: AbortSignal,
): Promise<{ summary: ContactSummary; customer: Buffer[] }> {
  for await (const batch of fetchBatches(token, "export_contact", record, signal)) {
    const [line, customer] = splitFirstLine(batch);
    return { summary: summary.parse(JSON.parse(line)), customer };
  }
  throw new Error("export_contact returned nothing.");
}

/**
 * The conversations or tickets of a contact: whole ones, separated by commas, or one large one without its closing brace, whose lists
 * are read with fetchChildren.
 * @throws AppError as fetchContact
 */
export function fetchRecords(
  section: Section,
  record: RecordArgs,
  token: string,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  return fetchBatches(token, sections[section].recordFunction, record, signal);
}

/** One list of a large conversation or ticket, as JSON objects separated by commas; empty batches are left out. */
export async function* fetchChildren(
  section: Section,
  { parentId, list }: { parentId: string; list: string },
  token: string,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const { childFunction, parent } = sections[section];
  for await (const batch of fetchBatches(token, childFunction, { [parent]: parentId, child: list }, signal)) {
    if (batch.meta.bytes > 0) yield batch;
  }
}

const recordSummary = z.object({
  conversations: z.int(),
  tickets: z.int(),
  first_at: z.string().nullable(),
  last_at: z.string().nullable(),
  writers: z.array(z.string()),
});

/** How many records a contact has, from when to when, and which teammates wrote in them: their names, cut to 200 characters. */
export type RecordSummary = z.infer<typeof recordSummary>;

/** @throws AppError as fetchContact */
export async function fetchRecordSummary(
  record: RecordArgs,
  token: string,
  signal: AbortSignal,
): Promise<RecordSummary> {
  for await (const batch of fetchBatches(token, "export_contact_summary", record, signal)) {
    return recordSummary.parse(JSON.parse(batchText(batch)));
  }
  throw new Error("export_contact_summary returned nothing.");
}

/** The workspace's information by the letters of GDPR Art. 15(1), in the language of the answer. @throws AppError as fetchContact */
export async function fetchInformation(token: string, signal: AbortSignal): Promise<Partial<Record<Letter, string>>> {
  for await (const batch of fetchBatches(token, "export_information", {}, signal)) return JSON.parse(batchText(batch));
  throw new Error("export_information returned nothing.");
}

/** What the answer leaves out. @throws AppError as fetchContact */
export async function fetchRedactions(token: string, signal: AbortSignal): Promise<RedactionRules> {
  for await (const batch of fetchBatches(token, "export_redactions", {}, signal)) {
    return redactionRules.parse(JSON.parse(batchText(batch)));
  }
  throw new Error("export_redactions returned nothing.");
}

const checkedAnswer = z.object({
  problem: z.string().nullable(),
  other_records: z.array(
    z.object({
      id: z.guid(),
      type: z.string(),
      name: z.string().nullable(),
      matches: z.array(z.enum(["email", "phone"])),
    }),
  ),
});

/**
 * Of an answer: why it is not what was looked at, as a sentence, or null; and the other records that it holds, oldest first, with what
 * they have in common with the first.
 */
export type CheckedAnswer = z.infer<typeof checkedAnswer>;

/** @throws AppError as fetchContact */
export async function fetchCheckedAnswer(token: string, signal: AbortSignal): Promise<CheckedAnswer> {
  for await (const batch of fetchBatches(token, "export_answer", {}, signal)) {
    return checkedAnswer.parse(JSON.parse(batchText(batch)));
  }
  throw new Error("export_answer returned nothing.");
}

/** Titles have 200 characters at most. The total is that of all, and right in the first batch. */
export type TitleBatch = { titles: { id: string; title: string | null; created_at: string }[]; total: number };

/** The ids, titles and times of the conversations or tickets of a contact, in the order of the file: one batch at least. */
export async function* fetchTitles(
  section: Section,
  record: RecordArgs,
  token: string,
  signal: AbortSignal,
): AsyncGenerator<TitleBatch> {
  for await (const batch of fetchBatches(token, "export_contact_titles", { record: section, ...record }, signal)) {
    yield { titles: JSON.parse(batchText(batch)), total: batch.meta.counts[section] ?? 0 };
  }
}

function splitFirstLine({ body }: Batch): [line: string, rest: Buffer[]] {
  const index = body.findIndex((buffer) => buffer.includes("\n"));
  const [before, at, after] = [body.slice(0, index), body[index], body.slice(index + 1)];
  const end = at?.indexOf("\n") ?? 0;
  const line = Buffer.concat(at ? [...before, at.subarray(0, end)] : before).toString();
  return [line, at ? [at.subarray(end + 1), ...after] : after];
}

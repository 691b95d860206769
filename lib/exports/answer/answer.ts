import { z } from "zod";
import { zonePattern } from "../scope/scope.ts";
import { type Language, languages } from "./languages.ts";

const line = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^\P{Cc}*$/u);
const day = z.iso.date().regex(/^[12]/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** More other records of a person than any workspace has. */
export const maxOtherRecords = 50;

const ids = z
  .array(z.guid().lowercase())
  .min(1)
  .max(maxOtherRecords)
  .refine((list) => list.every((id, n) => n === 0 || (list[n - 1] ?? "") < id));

/**
 * How the file of a single contact answers the person (GDPR Art. 12 and 15), and what is recorded about their request, as it is stored,
 * signed and audited; the database checks the same rules (private.is_answer). What is absent is the default.
 */
export const answer = z.strictObject({
  /** Of the report and the package's README.txt; absent for English. */
  language: z.enum(languages.slice(1) as [Language, ...Language[]]).optional(),
  /** In which the report prints times; absent for UTC. */
  time_zone: z.string().max(50).regex(zonePattern).optional(),
  /** Whether the package has a password, which is stored nowhere. */
  encrypted: z.literal(true).optional(),
  /** The version of the workspace's information that heads the report, and the SHA-256 of the ids of what is left out, in order. */
  information: z.int().positive().optional(),
  redactions: hash.optional(),
  /** Other records of the same person that the file holds as well: their ids in order. */
  other_records: ids.optional(),
  /** When the answer was looked at, ISO 8601, and the fingerprint of its records then (public.answer_preview): both or neither. */
  looked_at: z.iso.datetime({ precision: 6 }).optional(),
  preview: hash.optional(),
  /** The ticket or case. */
  reference: line(100).optional(),
  /** The day on which the request came, and the day by which the law wants an answer. */
  requested_on: day.optional(),
  due_on: day.optional(),
  identity_check: line(200).optional(),
});

export type Answer = z.infer<typeof answer>;

/** An answer as the database returns it. Supabase Lite may return JSON as text. */
export function toAnswer(stored: unknown): Answer {
  return answer.parse(typeof stored === "string" ? JSON.parse(stored) : stored);
}

/** An answer as the database returns it, for pages: null if it is none that the app knows. */
export function readAnswer(stored: unknown): Answer | null {
  try {
    return toAnswer(stored);
  } catch {
    return null;
  }
}

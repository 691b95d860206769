import { z } from "zod";
import type { ExportFormat } from "../kinds.ts";
import { isTimeZone } from "../scope/is-time-zone.ts";
import { type Answer, answer, maxOtherRecords } from "./answer.ts";
import { languages } from "./languages.ts";

/** The fields of a request that are about the answer to a person. */
export const answerFields = [
  "language",
  "time_zone",
  "encrypted",
  "reference",
  "requested_on",
  "identity_check",
  "redactions",
  "other_records",
  "looked_at",
  "preview",
] as const;
type AnswerField = (typeof answerFields)[number];

const orList = new Intl.ListFormat("en", { type: "disjunction" });

/** What each field must be. */
const rules: Record<AnswerField, string> = {
  language: `must be ${orList.format(languages)}.`,
  time_zone: "must be the name of a time zone, such as Europe/Berlin or UTC.",
  encrypted: "must be true or absent.",
  reference: "must be a line of at most 100 characters.",
  requested_on: "must be a date, such as 2026-01-31.",
  redactions: "must be the SHA-256 that the page of the answer has, in hex.",
  identity_check: "must be a line of at most 200 characters.",
  other_records: `must be the ids of 1 to ${maxOtherRecords} other records.`,
  looked_at: "must be the time that the page of the answer has, such as 2026-01-31T12:00:00.000000Z.",
  preview: "must be the SHA-256 that the page of the answer has, in hex.",
};

/** The formats that a person reads, and those that can have a password. */
const formatsOf: Partial<Record<AnswerField, readonly ExportFormat[]>> = {
  language: ["html", "zip"],
  time_zone: ["html", "zip"],
  encrypted: ["zip"],
};

/** What changes nothing and is left out. */
const defaults: Partial<Record<AnswerField, readonly string[]>> = { language: ["en"], time_zone: ["UTC", "Etc/UTC"] };

/**
 * Reads from the fields of a request how a single contact's file answers the person. An empty text counts as absent.
 * @returns the answer in its one form, without due_on, which the database sets, and a sentence about each bad field
 */
export function parseAnswer(
  format: ExportFormat | undefined,
  fields: Record<string, unknown>,
): { answer: Answer; problems: string[] } {
  const problems: string[] = [];
  const parsed: Record<string, unknown> = {};
  for (const field of answerFields) {
    const sent = readField(field, fields[field]);
    if (sent === undefined || sent === "" || defaults[field]?.includes(sent as string)) continue;
    const value = typeof sent === "string" ? sent.trim() : sent;
    const result = z.object({ [field]: answer.shape[field] }).safeParse({ [field]: value });
    if (!result.success || (field === "time_zone" && !isTimeZone(String(value)))) {
      problems.push(`${field} ${rules[field]}`);
    } else if (format && formatsOf[field]?.includes(format) === false) {
      problems.push(`${field} is not for the format ${format}.`);
    } else {
      parsed[field] = value;
    }
  }
  if ((fields.looked_at ? 1 : 0) !== (fields.preview ? 1 : 0)) problems.push("looked_at and preview belong together.");
  return { answer: parsed as Answer, problems };
}

/** A value in its one form: in a form, a checkbox is a text, and a list is one, separated by commas, or several. */
function readField(field: AnswerField, sent: unknown): unknown {
  if (field === "encrypted" && sent === "true") return true;
  if (field !== "other_records" || sent === undefined || sent === "") return sent;
  const list: unknown[] = Array.isArray(sent) ? sent : String(sent).split(",");
  return [...new Set(list.map((id) => (typeof id === "string" ? id.toLowerCase() : id)))].sort();
}

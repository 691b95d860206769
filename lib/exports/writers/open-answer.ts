import { AppError } from "@/lib/errors";
import type { Answer } from "@/lib/exports/answer/answer";
import type { LawReason } from "@/lib/exports/redaction/law-reasons";
import { Redactor } from "@/lib/exports/redaction/redactor";
import { type RedactionRules, rulesFingerprint } from "@/lib/exports/redaction/rules";
import { TeammateNames } from "@/lib/exports/redaction/teammate-names";
import { type CheckedAnswer, fetchCheckedAnswer, fetchRedactions } from "@/lib/exports/source/contact-records";
import { type ContactSource, contactSource } from "@/lib/exports/source/contact-source";
import { messagesOf } from "@/lib/exports/translations/messages";
import type { OpenExport } from "@/lib/exports/types";
import { parseExactJson } from "@/lib/format/exact-json";
import { redactedSource } from "./redacted-source";

/** Another record of the same person, and what its part of the file is written from. */
export type OtherSource = { record: CheckedAnswer["other_records"][number]; source: ContactSource };

/** What a file of a contact is written from, and what is left out of it: null when nothing is to be. */
export type AnswerSource = { source: ContactSource; others: OtherSource[]; redactor: Redactor | null };

/**
 * Reads what the answer adds and leaves out, and checks that all of it is still what was looked at.
 * @returns makes the source of one file: each counts what was left out of it; teammates have the same numbers in all
 * @throws AppError answer_changed when another record does not match any more, a text has changed, something is new, or something else is
 * left out now; as fetchContact
 */
export async function openAnswer({ answer, token }: OpenExport, signal: AbortSignal): Promise<() => AnswerSource> {
  const stored = { source: contactSource(token, signal), others: await openOthers(answer, token, signal) };
  if (answer.redactions === undefined) return () => ({ ...stored, redactor: null });
  const { rules, teammates } = await fetchRedactions(token, signal);
  checkRules(rules, answer.redactions);
  const leavesOutTeammates = rules.some(({ what }) => what === "teammates");
  const names = leavesOutTeammates ? await teammateNames(stored, teammates) : null;
  const { leftOut, agent, reasons } = messagesOf[answer.language ?? "en"].redactions;
  const translated = rules.map((rule) => ({ ...rule, reason: reasons[rule.reason as LawReason] ?? rule.reason }));
  return () => {
    const redactor = new Redactor(translated, names, { leftOut, agent });
    const others = stored.others.map(({ record, source }) => ({
      record: { ...record, name: record.name && redactor.uncounted(record.name) },
      source: redactedSource(source, redactor, "/other_records/*"),
    }));
    return { source: redactedSource(stored.source, redactor), others, redactor };
  };
}

async function openOthers(answer: Answer, token: string, signal: AbortSignal): Promise<OtherSource[]> {
  if (!answer.other_records && !answer.preview) return [];
  const { problem, other_records: records } = await fetchCheckedAnswer(token, signal);
  if (problem !== null) throw new AppError("answer_changed", `${problem} Look at the answer again.`);
  return records.map((record) => ({ record, source: contactSource(token, signal, { contact: record.id }) }));
}

function checkRules(rules: RedactionRules["rules"], expected: string): void {
  const counts = { changed: 0, gone: 0 };
  for (const { state } of rules) if (state !== "same") counts[state]++;
  if (counts.changed + counts.gone > 0) {
    const [changed, gone] = [counts.changed, counts.gone];
    throw new AppError(
      "answer_changed",
      `Of the messages that this answer leaves out, ${changed} have another text now and ${gone} are gone. Look at the answer again.`,
    );
  }
  if (rulesFingerprint(rules.map(({ id }) => id)) !== expected) throw new AppError("answer_changed");
}

async function teammateNames(
  { source, others }: Pick<AnswerSource, "source" | "others">,
  members: RedactionRules["teammates"],
): Promise<TeammateNames> {
  const own: string[] = [];
  const people = [...members];
  for (const record of [source, ...others.map((other) => other.source)]) {
    const [{ customer }, { writers }] = await Promise.all([record.contact(), record.recordSummary()]);
    const { name } = parseExactJson(Buffer.concat(customer).toString(), 1) as { name: unknown };
    if (typeof name === "string") own.push(name);
    people.push(...writers.map((writer) => ({ name: writer, email: "" })));
  }
  return new TeammateNames(people, own.join(" "));
}

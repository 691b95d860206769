import { AppError } from "@/lib/errors";
import { Redactor } from "@/lib/exports/redaction/redactor";
import { type RedactionRules, rulesFingerprint } from "@/lib/exports/redaction/rules";
import { TeammateNames } from "@/lib/exports/redaction/teammate-names";
import { fetchRedactions } from "@/lib/exports/source/contact-records";
import { type ContactSource, contactSource } from "@/lib/exports/source/contact-source";
import { messagesOf } from "@/lib/exports/translations/messages";
import type { OpenExport } from "@/lib/exports/types";
import { parseExactJson } from "@/lib/format/exact-json";
import { redactedSource } from "./redacted-source";

/** What a file of a contact is written from, and what is left out of it: null when nothing is to be. */
export type AnswerSource = { source: ContactSource; redactor: Redactor | null };

/**
 * Reads what the answer leaves out, if it leaves anything out, and checks that it is still what was looked at.
 * @returns makes the source of one file: each counts what was left out of it; teammates have the same numbers in all
 * @throws AppError answer_changed when a message is gone or has another text, or something else is left out now; as fetchContact
 */
export async function openAnswer({ answer, token }: OpenExport, signal: AbortSignal): Promise<() => AnswerSource> {
  const source = contactSource(token, signal);
  if (answer.redactions === undefined) return () => ({ source, redactor: null });
  const { rules, teammates } = await fetchRedactions(token, signal);
  checkRules(rules, answer.redactions);
  const leavesOutTeammates = rules.some(({ what }) => what === "teammates");
  const names = leavesOutTeammates ? await teammateNames(source, teammates) : null;
  const { leftOut, agent } = messagesOf[answer.language ?? "en"].redactions;
  return () => {
    const redactor = new Redactor(rules, names, { leftOut, agent });
    return { source: redactedSource(source, redactor), redactor };
  };
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

async function teammateNames(source: ContactSource, members: RedactionRules["teammates"]): Promise<TeammateNames> {
  const [{ customer }, { writers }] = await Promise.all([source.contact(), source.recordSummary()]);
  const { name } = parseExactJson(Buffer.concat(customer).toString(), 1) as { name: unknown };
  const people = [...members, ...writers.map((writer) => ({ name: writer }))];
  return new TeammateNames(people, typeof name === "string" ? name : "");
}

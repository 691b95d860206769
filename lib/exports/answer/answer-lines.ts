import type { Answer } from "./answer.ts";
import { languageNames } from "./languages.ts";

/** What an answer says, as labels and values for people; nothing for the default. Days are ISO dates. */
export function answerLines(answer: Answer): { label: string; value: string }[] {
  const lines = {
    Reference: answer.reference,
    "Request received": answer.requested_on,
    "Answer due": answer.due_on,
    "Identity check": answer.identity_check,
    Language: answer.language && languageNames[answer.language],
    "Time zone": answer.time_zone,
    "Privacy information": answer.information && `Version ${answer.information}`,
    "Left out": answer.redactions && `Yes (list ${answer.redactions.slice(0, 8)})`,
    "Other records": answer.other_records?.join(", "),
    "Looked at": answer.looked_at,
    Password: answer.encrypted && "The package has one",
  };
  return Object.entries(lines).flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** An answer in one line: "Reference: T-12; Answer due: 2026-12-28". */
export function answerText(answer: Answer): string {
  return answerLines(answer)
    .map(({ label, value }) => `${label}: ${value}`)
    .join("; ");
}

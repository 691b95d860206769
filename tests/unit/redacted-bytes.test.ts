import { expect, it } from "vitest";
import { Redactor } from "@/lib/exports/redaction/redactor";
import { writtenForms } from "../support/written-forms";

const rule = {
  id: "c0000000-0000-4000-8000-000000000001",
  record_id: null,
  reason: "Third party",
  state: "same",
} as const;
const texts = { leftOut: "[left out]", agent: "Agent {number}" };

// Base64 and UTF-16 are not text that a person reads; what a text says in them stays.
const isText = (name: string) => !/base64|UTF-16/.test(name);

it.each([
  ["value", "José Müller"],
  ["value", "ana.straße@example.test"],
  ["value", "Ωμέγα ﬁrm"],
  ["name", "José Müller"],
] as const)("a %s that is left out is in no form of the text: %s", (what, value) => {
  const redactor = new Redactor([{ ...rule, what, value }], null, texts);
  for (const [name, bytes] of writtenForms(value)) {
    if (!isText(name)) continue;
    const text = redactor.text("/path", `Before ${bytes} after`);
    expect(text, name).toBe("Before [left out] after");
  }
});

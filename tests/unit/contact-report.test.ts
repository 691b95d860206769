import { expect, it } from "vitest";
import { contactReport } from "@/lib/exports/formats/report/contact-report";
import { parseContactExport } from "@/lib/exports/schemas/contact-file";

const id = "c0000000-0000-4000-8000-000000000001";
const time = "2026-01-31T23:59:59.000001+00:00";
const times = { created_at: time, updated_at: time };

const hostileFields: string[] = [];

function hostile(field: string): string {
  hostileFields.push(field);
  return `<img src=x onerror="alert('${field}')">&amp;`;
}

function escaped(field: string): string {
  return `&lt;img src=x onerror=&quot;alert(&#39;${field}&#39;)&quot;&gt;&amp;amp;`;
}

/** The fields of a record, each with hostile text that names it. */
function hostileTexts(record: string, fields: string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, hostile(`${record} ${field}`)]));
}

const customerTexts =
  "email name company job_title phone source external_id account_id source_bot_id source_conversation_id notes".split(
    " ",
  );

/** A contact export with hostile text in every field that takes text, and numbers that JavaScript would round. */
const full = {
  export: {
    description: "",
    format: "hydra-contact-export",
    version: 1,
    exported_at: "2026-02-01T00:00:00Z",
    workspace: { name: hostile("workspace"), slug: "acme" },
    exported_by: hostileTexts("exported_by", ["name", "email"]),
    internal_notes: "included",
  },
  customer: {
    ...{ id, type: "contact", created_at: time, last_seen_at: time },
    ...{ promoted_at: "infinity", churned_at: "0044-03-15T00:00:00+00:00 BC" },
    ...hostileTexts("customer", customerTexts),
    metadata: { [hostile("key")]: hostile("value"), toString: "text", digits: "DIGITS", object: {}, list: [] },
    churn_reasons: [hostile("churn reason"), "", null, true, [[false]]],
  },
  conversations: [
    {
      ...{ id, status: "waiting", ...times, ...hostileTexts("conversation", ["subject", "summary"]) },
      messages: ["user", "assistant", "tool"].map((role) => ({
        ...{ id, role, created_at: time },
        ...hostileTexts(role, ["content"]),
      })),
      replies: [true, false].map((is_internal) => ({
        ...{ id, is_internal, created_at: time },
        ...hostileTexts(`reply ${is_internal}`, ["author", "body"]),
      })),
    },
    { id, status: "open", subject: null, summary: null, ...times, messages: [], replies: [] },
  ],
  tickets: [
    {
      ...{ id, status: "in_progress", priority: "high", ...times, ...hostileTexts("ticket", ["title", "description"]) },
      replies: [{ id, created_at: time, ...hostileTexts("ticket reply", ["author", "body"]) }],
      notes: [{ id, created_at: time, ...hostileTexts("ticket note", ["author", "body"]) }],
    },
    { id, title: "", description: null, status: "open", priority: "low", ...times, replies: [], notes: [] },
  ],
};

const empty = {
  export: { ...full.export, internal_notes: "excluded" },
  customer: {
    ...Object.fromEntries(Object.keys(full.customer).map((name) => [name, null])),
    ...{ id, type: "visitor", created_at: time },
  },
  conversations: [],
  tickets: [],
};

function render(file: object): string {
  const json = JSON.stringify(file).replace('"DIGITS"', "[12345678901234567890,1.10,1e400,-0]");
  return [...contactReport(parseContactExport(json))].join("");
}

/** What a reader sees: the page without its head and tags, one text a line. */
function visibleTexts(html: string): string[] {
  const [, body = ""] = html.split("<body>");
  return body
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter(Boolean);
}

it.each([
  ["with every field filled", full],
  ["with every field empty", empty],
])("no text in the readable report of a contact %s is a printed object or a missing value", (_which, file) => {
  const texts = visibleTexts(render(file));
  expect(texts.length).toBeGreaterThan(40);
  for (const text of texts) expect(text).not.toMatch(/\[object|undefined|null|NaN|Invalid Date|=>/);
});

it("the readable report shows every text, with its HTML escaped", () => {
  const html = render(full);
  expect(html).not.toContain("<img");
  for (const field of hostileFields) expect(html).toContain(escaped(field));
});

it("the readable report shows numbers with the digits they are stored with", () => {
  const texts = visibleTexts(render(full));
  expect(texts).toEqual(expect.arrayContaining(["12345678901234567890", "1.10", "1e400", "-0"]));
  expect(texts).toContainEqual(expect.stringMatching(/version 1\. Workspace/));
});

it("the readable report names times with their zone, and leaves unusual times as stored", () => {
  const texts = visibleTexts(render(full));
  expect(texts).toEqual(
    expect.arrayContaining(["31 January 2026, 23:59:59 UTC", "infinity", "0044-03-15T00:00:00+00:00 BC"]),
  );
});

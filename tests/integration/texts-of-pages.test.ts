// Reads every page and the report of a contact as a person does.
import { expect, it } from "vitest";
import { ContactWorkspace } from "../support/contact-records";
import { makeFullWorkspace } from "../support/roles";
import { TestUser } from "../support/test-user";
import { endedExport } from "../support/workspace";

/** What a reader sees: texts, and the attributes that are read out or shown, without scripts and styles. */
function visibleTexts(html: string): string[] {
  const body = html.replace(/<(script|style|template)\b.*?<\/\1>/gs, "");
  const attributes = [...body.matchAll(/ (?:title|alt|aria-label|placeholder|value|datetime)="([^"]*)"/g)];
  return [...body.split(/<[^>]*>/), ...attributes.map(([, value = ""]) => value)]
    .map((text) => text.trim())
    .filter(Boolean);
}

const printedByMistake = /\[object|undefined|NaN|Invalid Date|\bnull\b|=>/;

it("no page and no report shows a printed object or a missing value", async () => {
  const workspace = await makeFullWorkspace();
  const admin = await TestUser.signedIn("admin@acme.test");
  const ids: string[] = [];
  for (const fields of [
    { kind: "contacts", format: "csv" },
    { kind: "conversations", format: "json" },
    { kind: "contact", format: "html", contact: workspace.contact },
    { kind: "audit_log", format: "json" },
  ]) {
    const { id, response } = await admin.download({ workspace: workspace.slug, ...fields });
    await response.text();
    await endedExport(id);
    ids.push(id);
  }
  const { id: pending } = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });
  const paths = [
    ...["", "/contacts", "/contacts?q=nobody", "/leads", `/contacts/${workspace.contact}`, `/leads/${workspace.lead}`],
    ...["/settings", "/settings/data-export", "/team/audit-log", "/team/audit-log?action=export.completed"],
    ...[...ids, pending].map((id) => `/settings/data-export/receipts/${id}`),
  ].map((path) => `/${workspace.slug}${path}`);
  for (const path of paths) {
    const texts = visibleTexts(await (await admin.fetch(path)).text());
    expect(texts.length, path).toBeGreaterThan(10);
    for (const text of texts) expect(text, path).not.toMatch(printedByMistake);
  }
});

it("no report of a contact with every kind of record shows a printed object or a missing value", async () => {
  const admin = await TestUser.signedIn("admin@acme.test");
  const workspace = await ContactWorkspace.make("readable");
  const other = await workspace.customer();
  const source = await workspace.conversation({ customer_id: other });
  const metadata = { text: "", number: 1.5, yes: true, none: null, list: [null, [], {}], empty: {} };
  for (const values of [{}, { metadata, churn_reasons: ["price"], source_conversation_id: source, notes: "A note" }]) {
    const contact = await workspace.customer(values);
    const conversation = await workspace.conversation({ customer_id: contact });
    for (const role of ["user", "assistant", "tool"]) await workspace.message(conversation, "Hello", { role });
    for (const is_internal of [true, false]) await workspace.reply(conversation, "Hello", { is_internal });
    await workspace.ticket("", { customer_id: contact });
    for (const notes of ["include", "exclude"]) {
      const texts = visibleTexts((await workspace.report(admin, contact, notes)).html);
      expect(texts).toContain("Assistant (automated)");
      for (const text of texts) expect(text).not.toMatch(printedByMistake);
    }
  }
});

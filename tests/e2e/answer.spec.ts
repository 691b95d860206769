import { readFile, writeFile } from "node:fs/promises";
import { languages } from "@/lib/exports/answer/languages";
import { ContactWorkspace } from "../support/contact-records";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { unpack } from "../support/unpack";
import { withoutTriggers } from "../support/without-triggers";
import { expectAccessible, expectNoViolations } from "./support/accessible";
import { DataExportPage } from "./support/data-export-page";
import { expect, test } from "./support/test";

test("support adds a second record, leaves out a third party's number, a name and teammates' names, and exports a package with a password in German", async ({
  visit,
  expectedErrors,
}) => {
  // Something is new since the answer was looked at.
  expectedErrors.push(/status of 409/);
  const workspace = await ContactWorkspace.make("answer");
  await workspace.customer({ name: "Tomás Oliveira" });
  const contact = await workspace.customer({ name: "Ana Sousa", email: "ana@example.test", phone: "+351 911 111 111" });
  const second = await workspace.customer({ type: "lead", name: "A. Sousa", email: "ANA@example.test" });
  const conversation = await workspace.conversation({ customer_id: contact, subject: "A bill" });
  await workspace.message(conversation, "Call my neighbour, +351 912 345 678, or me, 911111111 351.");
  await workspace.reply(conversation, "I will.", { author: "admin@acme.test" });
  const other = await workspace.conversation({ customer_id: second, subject: "Before she was a contact" });
  await workspace.message(other, "tomas oliveira and Tomás told me so. I will mark it.");

  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${workspace.slug}/contacts/${contact}`);
  await page.getByRole("button", { name: "Export data" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Prepare an answer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Prepare an answer");
  await expectAccessible(page);
  const same = page.getByRole("region", { name: "Other records of this person" });
  await expect(same).toContainText("Lead · same email address");
  await same.getByRole("checkbox", { name: /A. Sousa/ }).check();
  await same.getByRole("button", { name: "Update the answer" }).click();

  await page.getByRole("button", { name: "Leave out +351 912 345 678" }).click();
  await expect(page.getByText("Text: +351 912 345 678")).toBeVisible();
  await expect(page.getByText("Call my neighbour, [left out], or me")).toBeVisible();
  await page.getByRole("button", { name: "Leave out teammates’ names" }).click();
  await expect(page.getByText("Teammates’ names: they become")).toBeVisible();
  await page.getByRole("button", { name: "Leave out this text" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "2 to 500 characters" })).toBeVisible();
  await page.getByRole("navigation", { name: "Records of the answer" }).getByRole("link", { name: "A. Sousa" }).click();
  await page.getByRole("button", { name: "Leave out tomas oliveira" }).click();
  await expect(page.getByText("Name: tomas oliveira")).toBeVisible();
  await page.getByRole("button", { name: "Leave out Tomás" }).click();
  await expect(page.getByText("[left out] and [left out] told me so. I will mark it.")).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("Leave out internal notes").check();
  await expect(page.getByText("your workspace has none in English")).toBeVisible();
  await page.getByLabel("Language of the report").selectOption("Deutsch");
  await expect(page.getByText("your workspace has none in Deutsch")).toBeVisible();
  await page.getByLabel("Request received, optional").fill("2026-01-31");
  await expect(page.getByText("The answer is due on 2026-03-02.")).toBeVisible();
  await page.getByLabel("Encrypt with a password").check();
  await workspace.message(other, "One more");
  await page.getByRole("button", { name: "Export the package" }).click();
  const form = page.getByRole("region", { name: "Export the answer" });
  await expect(form.getByRole("alert")).toContainText("New since this answer was looked at: 1 message.");
  await expect(form.getByText("Password of the package")).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("One more")).toBeVisible();
  await page.getByLabel("Leave out internal notes").check();
  await page.getByLabel("Language of the report").selectOption("Deutsch");
  await page.getByLabel("Encrypt with a password").check();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export the package" }).click(),
  ]);
  const password = (await page.getByRole("status").locator("code").textContent()) ?? "";
  expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){4}$/);
  const texts = await unpack(await readFile(await download.path()), password);
  expect(texts["report.html"]).toContain("Daten über <bdi>Ana Sousa</bdi>");
  const data = JSON.parse(texts["data.json"] ?? "");
  expect(data.conversations[0]).toMatchObject({
    messages: [{ content: "Call my neighbour, [weggelassen], or me, 911111111 351." }],
    replies: [{ author: "Mitarbeiter 1" }],
  });
  expect(data.other_records[0].conversations[0].messages[0].content).toBe(
    "[weggelassen] and [weggelassen] told me so. I will mark it.",
  );
  const path = "/other_records/*/conversations/*/messages/*/content";
  expect(data.redactions).toContainEqual({
    path,
    reason: "Daten einer anderen Person (Art. 15 Abs. 4 DSGVO)",
    count: 2,
  });
  await expect(page.getByText(/^Downloaded [\d.]+ [kM]?B · without internal notes · receipt/)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Take back" }).first().click();
  await expect(page.getByText("Text: +351 912 345 678")).toHaveCount(0);
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "in quick succession" : "without JavaScript";
  test(`support leaves out two things and takes them back, ${how}`, async ({ visit }) => {
    const workspace = await ContactWorkspace.make("quick");
    const contact = await workspace.customer({ name: "Ana Sousa" });
    const conversation = await workspace.conversation({ customer_id: contact });
    await workspace.message(conversation, "Call +351 912 345 678 or write to max@example.test.");
    const page = await visit({ as: "admin@acme.test", javaScriptEnabled });
    await page.goto(`/${workspace.slug}/contacts/${contact}/answer`);
    const reason = page.getByLabel("Reason, as the file gives it");
    await reason.selectOption("Trade secret (GDPR Art. 15(4))");
    for (const value of ["+351 912 345 678", "max@example.test"]) {
      await page.getByRole("button", { name: `Leave out ${value}` }).click();
    }
    await expect(page.getByText("Call [left out] or write to [left out].")).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: "Trade secret (GDPR Art. 15(4))" })).toHaveCount(
      javaScriptEnabled ? 2 : 1,
    );
    if (javaScriptEnabled) await expect(reason).toHaveValue("Trade secret (GDPR Art. 15(4))");
    await page.getByRole("button", { name: "Take back" }).first().click();
    await page.getByRole("button", { name: "Take back" }).last().click();
    await expect(page.getByText("Call +351 912 345 678 or write to max@example.test.")).toBeVisible();
  });
}

test("support looks at every message of a long conversation", async ({ visit }) => {
  const workspace = await ContactWorkspace.make("answer-thread");
  const contact = await workspace.customer({ name: "Ana Sousa" });
  const conversation = await workspace.conversation({ customer_id: contact });
  await sql`
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select ${workspace.id}, ${conversation}, 'user', 'Message ' || n || '.', now() - (200 - n) * interval '1 minute'
    from generate_series(1, 120) n`;
  await workspace.message(conversation, `${"long ".repeat(8_000)}end`);
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${workspace.slug}/contacts/${contact}/answer`);
  await page.getByRole("link", { name: /^Show this conversation page by page/ }).click();
  const thread = page.getByRole("region", { name: /^Conversation [0-9a-f]{8}$/ });
  await thread.getByText("Show all").first().click();
  await expect(thread.getByText(/long end$/)).toBeVisible();
  await expectAccessible(page);
  const seen = new Set<string>();
  // The long message is on the first page, too.
  for (const oldest of [72, 22, 1]) {
    if (oldest < 72) await page.getByRole("link", { name: "Older" }).click();
    await expect(thread.getByText(`Message ${oldest}.`, { exact: true })).toBeVisible();
    for (const text of await thread.getByText(/^Message \d+\.$/).allTextContents()) seen.add(text);
  }
  expect(seen.size).toBe(120);
  await expect(page.getByRole("link", { name: "Older" })).toHaveCount(0);
});

test("the history offers to prepare an answer again, and a cut download of an encrypted package with a new password", async ({
  visit,
}) => {
  const workspace = await ContactWorkspace.make("answer-again");
  const contact = await workspace.customer({ name: "Ana Sousa" });
  const admin = await TestUser.signedIn("admin@acme.test");
  const fields = { workspace: workspace.slug, kind: "contact", format: "zip", contact, encrypted: "true" };
  const { id } = await admin.createExport(fields);
  await withoutTriggers(
    "exports",
    (tx) => tx`
    update exports set status = 'interrupted', failure = 'client_disconnected', started_at = now(), finished_at = now(),
      token_hash = repeat('0', 64), expires_at = now()
    where id = ${id}`,
  );

  const page = await visit({ as: "admin@acme.test" });
  const { history } = await DataExportPage.open(page, workspace.slug);
  await expect(history.getByRole("link", { name: /^Prepare again/ })).toHaveAttribute(
    "href",
    new RegExp(`${contact}/answer$`),
  );
  await expect(history.getByRole("button", { name: /^Export again/ })).toHaveCount(0);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    history.getByRole("button", { name: /^Download again with a new password/ }).click(),
  ]);
  const password = (await history.getByRole("status").locator("code").textContent()) ?? "";
  const texts = await unpack(await readFile(await download.path()), password);
  expect(texts["report.html"]).toContain("Ana Sousa");
  await expectAccessible(page);
});

test("the report reads well in every language: no violations, no scrolling at 360 px, names from right to left", async ({
  visit,
}, info) => {
  const workspace = await ContactWorkspace.make("report");
  const email = "ahmad@example.test";
  const contact = await workspace.customer({ name: "أحمد بن علي", email, metadata: { plan: "pro", seats: [1, 2] } });
  const lead = await workspace.customer({ type: "lead", name: "Ahmad", email });
  await workspace.conversation({ customer_id: lead, subject: "Question" });
  const conversation = await workspace.conversation({ customer_id: contact, subject: "فاتورة" });
  await workspace.message(conversation, "word ".repeat(8_000));
  await workspace.reply(conversation, "x".repeat(3_000), { author: "דנה", is_internal: true });
  await workspace.ticket("A ticket", { customer_id: contact });
  const admin = await TestUser.signedIn("admin@acme.test");
  const page = await visit();
  for (const language of languages) {
    const fields = { workspace: workspace.slug, kind: "contact", format: "html", contact, time_zone: "Europe/Lisbon" };
    const { response } = await admin.download({ ...fields, language, reference: "T-1", other_records: [lead] });
    const path = info.outputPath(`report-${language}.html`);
    await writeFile(path, await response.text());
    await page.goto(`file://${path}`);
    await expect(page.locator("html")).toHaveAttribute("lang", language === "pt" ? "pt-PT" : language);
    await expect(page.getByRole("navigation").getByRole("link", { name: "Question" })).toBeVisible();
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), language).toBeLessThanOrEqual(
      0,
    );
    // Paper of one size for each: sizes and languages do not depend on each other.
    const format = language === "en" ? "Letter" : "A4";
    expect((await page.pdf({ format })).length).toBeGreaterThan(10_000);
  }
});

test("an owner writes the privacy information, which has to be filled in, and a reason of the workspace's own", async ({
  visit,
}) => {
  const workspace = await ContactWorkspace.make("privacy");
  const page = await visit({ as: "owner@acme.test" });
  await page.goto(`/${workspace.slug}/settings`);
  await page.getByRole("link", { name: "Privacy" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Privacy");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Français" }).click();
  await expect(page.getByLabel("Finalités du traitement")).toBeVisible();
  await expect(page.getByText("Nothing is saved in this language yet.")).toBeVisible();
  await page.getByRole("button", { name: "Save new version" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "[brackets] in letter a" })).toBeVisible();
  for (const field of await page.getByRole("textbox").all()) await field.fill("");
  await page.getByLabel("(f)").fill("La CNIL");
  await page.getByRole("button", { name: "Save new version" }).click();
  await expect(page.getByText("Version 1, saved")).toBeVisible();
  await expect(page.getByLabel("(f)")).toHaveValue("La CNIL");

  const reasons = page.getByRole("region", { name: "Reasons for leaving something out" });
  await reasons.getByLabel("New reason").fill("Statement of a witness");
  await reasons.getByRole("button", { name: "Add reason" }).click();
  await expect(reasons.getByRole("button", { name: "Remove Statement of a witness" })).toBeVisible();
  const contact = await workspace.customer();
  await page.goto(`/${workspace.slug}/contacts/${contact}/answer`);
  await page.getByLabel("Reason, as the file gives it").selectOption("Statement of a witness");
  await page.getByLabel("Text to leave out").fill("a text");
  await page.getByRole("button", { name: "Leave out this text" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Text: a text" })).toContainText("Statement of a witness");
  await page.goto(`/${workspace.slug}/settings/privacy`);
  await reasons.getByRole("button", { name: "Remove Statement of a witness" }).click();
  await expect(reasons.getByText("Statement of a witness")).toHaveCount(0);
});

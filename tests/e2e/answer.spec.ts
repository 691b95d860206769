import { readFile, writeFile } from "node:fs/promises";
import { languages } from "@/lib/exports/answer/languages";
import { ContactWorkspace } from "../support/contact-records";
import { TestUser } from "../support/test-user";
import { unpack } from "../support/unpack";
import { withoutTriggers } from "../support/without-triggers";
import { expectAccessible, expectNoViolations } from "./support/accessible";
import { DataExportPage } from "./support/data-export-page";
import { expect, test } from "./support/test";

test("support leaves out a third party's number and teammates' names, and exports a package with a password in German", async ({
  visit,
}) => {
  const workspace = await ContactWorkspace.make("answer");
  const contact = await workspace.customer({ name: "Ana Sousa", email: "ana@example.test", phone: "+351 911 111 111" });
  const second = await workspace.customer({ type: "lead", name: "A. Sousa", email: "ANA@example.test" });
  const conversation = await workspace.conversation({ customer_id: contact, subject: "A bill" });
  await workspace.message(conversation, "Call my neighbour, +351 912 345 678, or me, 911111111 351.");
  await workspace.reply(conversation, "I will.", { author: "admin@acme.test" });

  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${workspace.slug}/contacts/${contact}`);
  await page.getByRole("button", { name: "Export data" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Prepare an answer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Prepare an answer");
  await expect(page.getByRole("link", { name: "A. Sousa" })).toHaveAttribute(
    "href",
    new RegExp(`/leads/${second}/answer$`),
  );
  await expectAccessible(page);

  await page.getByRole("button", { name: "Leave out +351 912 345 678" }).click();
  await expect(page.getByText("Text: +351 912 345 678")).toBeVisible();
  await expect(page.getByText("Call my neighbour, [left out], or me")).toBeVisible();
  await page.getByRole("button", { name: "Leave out teammates’ names" }).click();
  await expect(page.getByText("Teammates’ names: they become")).toBeVisible();
  await page.getByRole("button", { name: "Leave out this text" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "2 to 500 characters" })).toBeVisible();

  await page.getByLabel("Leave out internal notes").check();
  await expect(page.getByText("your workspace has none in English")).toBeVisible();
  await page.getByLabel("Language of the report").selectOption("Deutsch");
  await expect(page.getByText("your workspace has none in Deutsch")).toBeVisible();
  await page.getByLabel("Request received, optional").fill("2026-01-31");
  await expect(page.getByText("The answer is due on 2026-03-02.")).toBeVisible();
  await page.getByLabel("Encrypt with a password").check();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export the package" }).click(),
  ]);
  const password = (await page.getByRole("status").locator("code").textContent()) ?? "";
  expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){4}$/);
  const texts = await unpack(await readFile(await download.path()), password);
  expect(texts["report.html"]).toContain("Daten über <bdi>Ana Sousa</bdi>");
  expect(JSON.parse(texts["data.json"] ?? "").conversations[0]).toMatchObject({
    messages: [{ content: "Call my neighbour, [weggelassen], or me, 911111111 351." }],
    replies: [{ author: "Mitarbeiter 1" }],
  });
  await expect(page.getByText(/^Downloaded [\d.]+ [kM]?B · receipt/)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Take back" }).first().click();
  await expect(page.getByText("Text: +351 912 345 678")).toHaveCount(0);
  await expect(page.getByText("Call my neighbour, +351 912 345 678")).toBeVisible();
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
  const contact = await workspace.customer({ name: "أحمد بن علي", metadata: { plan: "pro", seats: [1, 2] } });
  const conversation = await workspace.conversation({ customer_id: contact, subject: "فاتورة" });
  await workspace.message(conversation, "word ".repeat(8_000));
  await workspace.reply(conversation, "x".repeat(3_000), { author: "דנה", is_internal: true });
  await workspace.ticket("A ticket", { customer_id: contact });
  const admin = await TestUser.signedIn("admin@acme.test");
  const page = await visit();
  for (const language of languages) {
    const fields = { workspace: workspace.slug, kind: "contact", format: "html", contact, time_zone: "Europe/Lisbon" };
    const { response } = await admin.download({ ...fields, language, reference: "T-1" });
    const path = info.outputPath(`report-${language}.html`);
    await writeFile(path, await response.text());
    await page.goto(`file://${path}`);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), language).toBeLessThanOrEqual(
      0,
    );
    for (const format of ["A4", "Letter"]) expect((await page.pdf({ format })).length).toBeGreaterThan(10_000);
  }
});

test("an owner writes the privacy information, which has to be filled in", async ({ visit }) => {
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
});

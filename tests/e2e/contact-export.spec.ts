import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { sql } from "../support/stack";
import { makeWorkspace } from "../support/workspace";
import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/test";

const priya = "c0000000-0000-4000-8000-000000000001";

async function openDialog(page: Page) {
  await page.getByRole("button", { name: "Export data" }).click();
  const dialog = page.getByRole("dialog", { name: "Export data" });
  await expect(dialog).toBeVisible();
  return dialog;
}

test("at every width the header of a contact's page has the button that exports it, in view", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("long-name");
  const long = `Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ${"é".repeat(900)}`;
  const [contact] = await sql`
    insert into customers (tenant_id, type, name, company, job_title) values (${id}, 'contact', ${long}, ${long}, ${long}) returning id`;
  const page = await visit({ as: "admin@acme.test" });
  for (const path of [`/acme/contacts/${priya}`, `/${slug}/contacts/${contact?.id}`]) {
    for (const width of [360, 768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(path);
      const button = page.getByRole("main").locator("header").getByRole("button", { name: "Export data" });
      await expect(button).toBeInViewport({ ratio: 1 });
      const dialog = await openDialog(page);
      await expect(dialog).toBeInViewport({ ratio: 1 });
      await page.keyboard.press("Escape");
      await page.goto(`${path}/export`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Export data");
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${path}/export, ${width} px`).toBeLessThanOrEqual(0);
      // One line, however long the name is.
      const crumbs = await page.getByRole("navigation", { name: "Breadcrumb" }).boundingBox();
      expect(crumbs?.height).toBeLessThan(60);
    }
  }
});

test("the report asks whether internal notes are included, and JSON includes them unless told otherwise", async ({
  visit,
}) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/acme/contacts/${priya}`);
  const dialog = await openDialog(page);
  await expect(dialog.getByLabel("JSON file")).toBeChecked();
  await expect(dialog.getByLabel("Include internal notes")).toBeChecked();
  const summary = dialog.locator("dl").first();
  await expect(summary).toHaveText(/Internal notes\s*[1-9]\d*$/, { useInnerText: true });
  await dialog.getByLabel("Leave out internal notes").check();
  await expect(summary).toHaveText(/Internal notes\s*[1-9]\d*, left out$/, { useInnerText: true });
  await dialog.getByLabel("Readable report (HTML)").check();
  await expect(summary).toHaveText(/Internal notes\s*[1-9]\d*, if included$/, { useInnerText: true });
  await expect(dialog.getByLabel("Include internal notes")).not.toBeChecked();
  await expect(dialog.getByLabel("Leave out internal notes")).not.toBeChecked();
  let requests = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") requests++;
  });
  await dialog.getByRole("button", { name: "Export data" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choose whether the report includes your team’s internal notes.");
  await expect(dialog.getByLabel("Include internal notes")).toBeFocused();
  await expectAccessible(page);
  expect(requests).toBe(0);

  await dialog.getByLabel("Leave out internal notes").check();
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Export data" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^acme-contact-c0000000-without-notes-[\d-]+T\d{4}Z\.html$/);
  const report = await readFile(await download.path(), "utf8");
  expect(report).toContain("I have changed it in both places myself");
  expect(report).not.toContain("10 % off the November invoice");

  await expect(dialog.getByText(/^Downloaded [\d.]+ [kM]?B · without internal notes · receipt/)).toBeVisible();
  await expect(page.locator("[aria-live=polite]").filter({ hasText: /Downloaded/ })).toHaveCount(1);
  expect(
    await page
      .locator("[aria-live=polite]")
      .filter({ hasText: /Downloaded/ })
      .evaluate((element) => element.closest("[aria-hidden=true], [inert]") === null),
    "a screen reader hears it while the dialog is open",
  ).toBe(true);
  // By another test since, perhaps, with notes.
  await expect(dialog.getByText(/Last exported just now by Adam Reyes(, without internal notes)?\./)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Export data" })).toBeFocused();
  await page
    .getByRole("main")
    .getByRole("link", { name: /^receipt/ })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("receipt");
  await expect(page.getByRole("main")).toContainText("Readable report (HTML)Without internal notes");
  await page.goto("/acme/settings/data-export");
  // Other tests export from this workspace, too.
  const history = page.getByRole("region", { name: "History" });
  await expect(history).toContainText("Readable report (HTML)Without internal notes");
});

test("the export dialog says how much the file holds, of a contact and of a lead", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("counts");
  const [lead] = await sql`
    insert into customers (tenant_id, type, name, notes) values (${id}, 'lead', 'Lena Lead', 'Called twice') returning id`;
  const [conversation] = await sql`
    insert into conversations (tenant_id, customer_id, subject) values (${id}, ${lead?.id}, 'Hello') returning id`;
  await sql`
    insert into messages (tenant_id, conversation_id, role, content)
    select ${id}, ${conversation?.id}, 'user', 'Message ' || n from generate_series(1, 1200) n`;
  await sql`
    insert into replies (tenant_id, conversation_id, author, body, is_internal) values
      (${id}, ${conversation?.id}, 'Olivia', 'Reply', false), (${id}, ${conversation?.id}, 'Olivia', 'Private', true)`;
  const [ticket] = await sql`
    insert into tickets (tenant_id, customer_id, title) values (${id}, ${lead?.id}, 'Broken') returning id`;
  await sql`
    insert into ticket_notes (tenant_id, ticket_id, author, body) values (${id}, ${ticket?.id}, 'Olivia', 'Private, too')`;
  const page = await visit({ as: "admin@acme.test", locale: "de-DE" });
  await page.goto(`/${slug}/leads/${lead?.id}`);
  const dialog = await openDialog(page);
  await expect(dialog.locator("dl")).toHaveText(
    /Conversations\s*1\s*Tickets\s*1\s*Messages\s*1\.201\s*Internal notes\s*2/,
  );
  const intro = dialog.getByText(/^One file with/);
  await expect(intro).toHaveText("One file with the contact’s details, the notes on this contact and these records:", {
    useInnerText: true,
  });
  await dialog.getByLabel("Leave out internal notes").check();
  await expect(intro).toHaveText("One file with the contact’s details and these records:", { useInnerText: true });
  await page.goto(`/${slug}/leads/${lead?.id}/export`);
  await expect(page.getByRole("main").locator("dl")).toContainText("1.201");
});

test("a contact is exported by keyboard alone", async ({ visit }) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/acme/contacts/${priya}`);
  await page.getByRole("button", { name: "Export data" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Export data" });
  await expect(dialog.getByLabel("JSON file")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByLabel("Readable report (HTML)")).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(dialog.getByLabel("Include internal notes")).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: "Export data" })).toBeFocused();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(await download.failure()).toBeNull();
  expect(download.suggestedFilename()).toMatch(/\.html$/);
});

test("without JavaScript, a contact is exported on a page of its own, with the same questions", async ({ visit }) => {
  const page = await visit({ as: "admin@acme.test", javaScriptEnabled: false });
  await page.goto(`/acme/contacts/${priya}`);
  await page.getByRole("link", { name: "Export data" }).click();
  await expect(page).toHaveURL(`/acme/contacts/${priya}/export`);
  await expect(page).toHaveTitle("Export data · Priya Raman · Contacts · Acme · Hydra");
  const exportButton = page.getByRole("button", { name: "Export data" });
  await expect(exportButton).toHaveCount(1);
  const [json] = await Promise.all([page.waitForEvent("download"), exportButton.click()]);
  expect(json.suggestedFilename()).toMatch(/\.json$/);
  expect(await readFile(await json.path(), "utf8")).toContain("10 % off the November invoice");

  await page.getByLabel("Readable report (HTML)").check();
  const form = page.locator("form:visible", { hasText: "Internal notes" });
  const summary = page.getByRole("main").locator("dl").first();
  await expect(summary).toHaveText(/Internal notes\s*[1-9]\d*, if included$/, { useInnerText: true });
  await expect(form.getByLabel("Include internal notes")).not.toBeChecked();
  // The browser asks for the missing answer and sends nothing.
  await exportButton.click();
  await expect(page).toHaveURL(`/acme/contacts/${priya}/export`);
  expect(await form.evaluate((form) => (form as HTMLFormElement).checkValidity())).toBe(false);
  await form.getByLabel("Leave out internal notes").check();
  await expect(summary).toHaveText(/, left out$/, { useInnerText: true });
  // The form of the other format, which is hidden then, has its own choice.
  await page.getByLabel("JSON file").check();
  await expect(summary).toHaveText(/Internal notes\s*[1-9]\d*$/, { useInnerText: true });
  await page.getByLabel("Readable report (HTML)").check();
  await expect(summary).toHaveText(/, left out$/, { useInnerText: true });
  const [html] = await Promise.all([page.waitForEvent("download"), exportButton.click()]);
  expect(html.suggestedFilename()).toMatch(/\.html$/);
  expect(await readFile(await html.path(), "utf8")).not.toContain("10 % off the November invoice");
});

test("a member has no button that exports a contact, and gets the 403 page at the address of its page", async ({
  visit,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 403/);
  const page = await visit({ as: "member@acme.test" });
  await page.goto(`/acme/contacts/${priya}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Priya Raman");
  await expect(page.getByText("Export data")).toHaveCount(0);
  expect((await page.goto(`/acme/contacts/${priya}/export`))?.status()).toBe(403);
  await expect(page).toHaveTitle("Unauthorized · Acme · Hydra");
});

test("the page that exports a contact has no axe violations, and is that of leads for a lead", async ({ visit }) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/acme/leads/${priya}/export`);
  await expect(page).toHaveURL(`/acme/contacts/${priya}/export`);
  await expectAccessible(page);
});

test("in forced colors and with reduced motion the export dialog has borders and does not move", async ({ visit }) => {
  const page = await visit({ as: "admin@acme.test", forcedColors: "active", reducedMotion: "reduce" });
  await page.goto(`/acme/contacts/${priya}`);
  const dialog = await openDialog(page);
  for (const element of [dialog, dialog.getByRole("button", { name: "Export data" })]) {
    expect(await element.evaluate((box) => getComputedStyle(box).borderTopWidth)).toBe("1px");
  }
  expect(await dialog.evaluate((box) => Number.parseFloat(getComputedStyle(box).animationDuration))).toBeLessThan(0.01);
});

import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { withoutTriggers } from "../support/without-triggers";
import { endedExport, makeWorkspace } from "../support/workspace";
import { expectAccessible } from "./support/accessible";
import { fileText } from "./support/data-export-page";
import { expect, test } from "./support/test";

const admin = "admin@acme.test";
const owner = "owner@acme.test";

/** The lines of the log: each is a row of its own group, which has a hidden row of entries as well. */
const lines = (page: Page) => page.getByRole("table", { name: "Audit log" }).locator("tbody > tr:first-child");

/** The open entries of the lines. */
const entries = (page: Page) => page.getByRole("table", { name: "Audit log" }).locator("li[id^=entry-]:visible");

/** A workspace with one completed export of the owner and some pending ones of the admin. */
async function workspaceWithExports(name: string, pending: number) {
  const workspace = await makeWorkspace(name);
  const [adminUser, ownerUser] = [await TestUser.signedIn(admin), await TestUser.signedIn(owner)];
  const { id, response } = await ownerUser.download({
    workspace: workspace.slug,
    kind: "conversations",
    format: "json",
  });
  await response.text();
  for (let n = 0; n < pending; n++) {
    await adminUser.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });
  }
  return { ...workspace, exportId: id };
}

test("an admin finds an export in the audit log and follows it to its receipt and back", async ({ visit }) => {
  const { slug, exportId } = await workspaceWithExports("log", 1);
  const page = await visit({ as: admin });
  await page.goto(`/${slug}`);
  await page.getByRole("navigation").getByRole("link", { name: "Audit log" }).click();
  await expect(page).toHaveTitle("Audit log · log · Hydra");
  await expect(lines(page)).toHaveCount(2);
  await expect(lines(page).nth(0)).toContainText("Contacts as CSV");
  await expect(lines(page).nth(0)).toContainText(admin);
  await expect(lines(page).nth(0)).toContainText("Waiting");
  await expect(lines(page).nth(1)).toContainText("Conversations as JSON");
  await expect(lines(page).nth(1)).toContainText("Completed");
  await expect(lines(page).nth(1).locator("time")).toHaveAttribute("title", /UTC$/);
  await expect(entries(page)).toHaveCount(0);
  await page.getByLabel(`Entries of Conversations as JSON, ${exportId.slice(0, 8)}`).press("Enter");
  await expect(entries(page)).toHaveCount(2);
  await expect(entries(page).nth(0)).toContainText("Conversations export requested");
  const completed = await endedExport(exportId);
  await expect(entries(page).nth(1)).toContainText(String(completed.sha256));
  const [head] = await sql`select hash from audit_log where export_id = ${exportId} and seq = 2`;
  await expect(entries(page).nth(1)).toContainText(String(head?.hash));
  await page.getByRole("link", { name: `Conversations as JSON (${exportId.slice(0, 8)})` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Conversations export receipt");
  await page.getByRole("link", { name: "Entry 1" }).click();
  await expect(lines(page)).toHaveCount(1);
  await expect(page.locator("li:target")).toBeInViewport();
  await expect(page.locator("li:target")).toContainText("Conversations export requested");
});

test("audit log filters combine, stay in the URL, and work without JavaScript", async ({ visit }) => {
  const { slug } = await workspaceWithExports("filtered", 2);
  const today = new Date().toISOString().slice(0, 10);
  const page = await visit({ as: admin, javaScriptEnabled: false });
  await page.goto(`/${slug}/team/audit-log`);
  await page.getByLabel("Who").selectOption({ label: owner });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(lines(page)).toHaveCount(1);
  await page.getByLabel("Action").selectOption({ label: "Export completed" });
  await page.getByLabel("From").fill(today);
  await page.getByLabel("To", { exact: true }).fill(today);
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(lines(page)).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(`action=export.completed&from=${today}&to=${today}`));
  await page.reload();
  await expect(page.getByLabel("Action")).toHaveValue("export.completed");
  await expect(page.getByText("Days and times in UTC")).toBeVisible();
  // The entries of a line open without JavaScript, too.
  await page.getByLabel(/^Entries of/).click();
  await expect(entries(page)).toHaveCount(2);
  await page.getByLabel("To", { exact: true }).fill("2020-01-01");
  await page.getByLabel("From").fill("");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("heading", { name: "No matching entries" })).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(lines(page)).toHaveCount(3);
  await page.getByRole("link", { name: "Today" }).click();
  await expect(lines(page)).toHaveCount(3);
  await expect(page.getByRole("link", { name: "Today" })).toHaveAttribute("aria-current", "true");
  // Invalid parameters are ignored.
  await page.goto(`/${slug}/team/audit-log?actor=x&action=%00&from=2026-02-30&to=soon&before=-1&time_zone=No/Where`);
  await expect(lines(page)).toHaveCount(3);
});

test("days of the audit log are those of the zone that the page names", async ({ visit }) => {
  const { id, slug } = await workspaceWithExports("zones", 0);
  // 23:30 on 30 June in New York.
  await withoutTriggers(
    "audit_log",
    (tx) => tx`update audit_log set created_at = '2026-07-01 03:30Z' where tenant_id = ${id}`,
  );
  const page = await visit({ as: admin, timezoneId: "America/New_York", locale: "en-US" });
  await page.goto(`/${slug}/team/audit-log`);
  await expect(page.getByText("Days and times in America/New York")).toBeVisible();
  await expect(lines(page).first()).toContainText("Jun 30, 2026, 11:30 PM");
  // A filter that was chosen and not applied yet is applied with the days.
  await page.getByLabel("Action").selectOption("export.conversations");
  await page.getByRole("link", { name: "This year" }).click();
  await expect(page).toHaveURL(/action=export\.conversations/);
  await expect(page.getByLabel("Action")).toHaveValue("export.conversations");
  await page.getByLabel("Action").selectOption("");
  const days = [page.getByLabel("From"), page.getByLabel("To", { exact: true })];
  for (const field of days) await field.fill("2026-06-30");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/time_zone=America%2FNew_York/);
  await expect(lines(page)).toHaveCount(1);
  for (const field of days) await field.fill("2026-07-01");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("heading", { name: "No matching entries" })).toBeVisible();
  // Whoever opens the address sees its days.
  const abroad = await visit({ as: admin, timezoneId: "Asia/Tokyo", locale: "en-US" });
  await abroad.goto(`/${slug}/team/audit-log?from=2026-06-30&to=2026-06-30&time_zone=America/New_York`);
  await expect(abroad.getByText("Days and times in America/New York")).toBeVisible();
  await expect(lines(abroad).first()).toContainText("Jun 30, 2026, 11:30 PM");
});

test("an admin searches the audit log for a contact, a file, an export and an entry", async ({ visit }) => {
  const { id, slug, exportId } = await workspaceWithExports("searched", 1);
  const [contact] = await sql`
    insert into customers (tenant_id, type, name) values (${id}, 'contact', 'Ada Byron') returning id`;
  const user = await TestUser.signedIn(admin);
  const single = await user.download({ workspace: slug, kind: "contact", contact: contact?.id, format: "json" });
  await single.response.text();
  const { sha256 } = await endedExport(exportId);
  const page = await visit({ as: admin });
  await page.goto(`/${slug}/team/audit-log`);
  const search = async (text: string) => {
    await page.getByLabel("Search").fill(text);
    await page.getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL(new RegExp(`search=${text.trim().slice(0, 8)}`));
  };
  await search(` ${contact?.id} `.trim());
  await expect(lines(page)).toHaveCount(1);
  await expect(lines(page)).toContainText("One contact");
  await search(String(sha256).toUpperCase());
  await expect(lines(page)).toHaveCount(1);
  await expect(lines(page)).toContainText("Conversations as JSON");
  await search(exportId);
  await expect(lines(page)).toContainText("Conversations as JSON");
  await search("3");
  await expect(lines(page)).toHaveCount(1);
  await expect(lines(page)).toContainText("Contacts as CSV");
  await search("Ada");
  await expect(page.getByText(/^Search for the full ID of a contact/)).toBeVisible();
});

test("the audit log is paged, last activity first, and 25 exports fit one screen", async ({ visit }) => {
  const { slug } = await workspaceWithExports("paged", 25);
  const page = await visit({ as: admin, viewport: { width: 1280, height: 900 } });
  await page.goto(`/${slug}/team/audit-log?actor=`);
  await expect(lines(page)).toHaveCount(25);
  await expect(lines(page).last()).toBeInViewport({ ratio: 1 });
  await page.getByRole("link", { name: "Older" }).click();
  await expect(lines(page)).toHaveCount(1);
  await expect(lines(page)).toContainText("Conversations as JSON");
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(lines(page)).toHaveCount(25);
});

test("every action can be read in its closed menu at 1280 px", async ({ visit }) => {
  const page = await visit({ as: admin, viewport: { width: 1280, height: 900 } });
  await page.goto("/acme/team/audit-log");
  const missing = await page.getByLabel("Action").evaluate((menu) => {
    const { width } = menu.getBoundingClientRect();
    // As wide as its longest option.
    menu.style.width = "max-content";
    return menu.getBoundingClientRect().width - width;
  });
  expect(missing).toBeLessThanOrEqual(0);
});

test("links in the audit log's header that only lead on have no icon, and entries can be downloaded only if some match", async ({
  visit,
}) => {
  const { slug } = await workspaceWithExports("matching", 0);
  const page = await visit({ as: admin });
  for (const [filter, name] of [
    ["", "Download the whole log…"],
    ["?action=export.completed", "Download matching entries…"],
  ] as const) {
    await page.goto(`/${slug}/team/audit-log${filter}`);
    const link = page.getByRole("link", { name, exact: true });
    await expect(link).toBeVisible();
    await expect(link.locator("svg")).toHaveCount(0);
  }
  await page.goto(`/${slug}/team/audit-log?action=export.failed`);
  const button = page.getByRole("button", { name: "Download matching entries…" });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription("No entry matches the filters.");
  await expectAccessible(page);
});

async function exportAsJson(page: Page) {
  await page.getByLabel("More formats for audit log").click();
  await page.getByRole("menuitem", { name: "Export audit log as JSON" }).click();
}

test("an admin verifies the audit log and downloads it as CSV and JSON", async ({ visit }) => {
  const { slug } = await workspaceWithExports("trusted", 3);
  const page = await visit({ as: admin });
  await page.goto(`/${slug}/team/audit-log`);
  await expect(page.getByRole("main").getByText("5 entries, not verified yet")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Verify it below" }).click();
  await page.getByRole("button", { name: "Verify log" }).click();
  const integrity = page.getByRole("region", { name: "Log integrity" });
  await expect(integrity.getByText("No entry was changed, removed or reordered (5 entries checked).")).toBeVisible();
  await expect(page.getByRole("main").getByText(/^5 entries, unbroken · verified/)).toBeVisible();

  for (const [label, parseFile] of [
    ["CSV", (text: string) => parse(text, { columns: true })],
    ["JSON", (text: string) => JSON.parse(text)],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      label === "CSV" ? page.getByRole("button", { name: "Export audit log as CSV" }).click() : exportAsJson(page),
    ]);
    expect(download.suggestedFilename()).toContain(`${slug}-audit-log-`);
    expect(parseFile(await fileText(download))[0]).toHaveProperty("hash");
    await expect(lines(page).first()).toContainText("Completed");
  }
});

test("verifying a log that was changed names every problem", async ({ visit }) => {
  const { id, slug } = await workspaceWithExports("broken", 1);
  await withoutTriggers(
    "audit_log",
    (tx) => tx`update audit_log set ip = '10.0.0.1' where tenant_id = ${id} and seq = 2`,
  );
  await withoutTriggers("audit_log", (tx) => tx`delete from audit_log where tenant_id = ${id} and seq = 3`);
  const page = await visit({ as: admin });
  await page.goto(`/${slug}/team/audit-log`);
  await page.getByRole("button", { name: "Verify log" }).click();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("2 problems found in 2 entries.");
  await expect(alert).toContainText("Entry 2: it was changed outside Hydra; it does not match its export.");
  await expect(alert).toContainText(/Export [0-9a-f]{8}: the log has no entry of its request\./);
  await alert.getByRole("link", { name: "Entry 2" }).click();
  await expect(page.locator("li:target")).toContainText("Export completed");
});

test("a member gets the 403 page for the audit log and has no link to it", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 403/);
  const page = await visit({ as: "member@acme.test" });
  expect((await page.goto("/acme/team/audit-log"))?.status()).toBe(403);
  await expect(page.getByRole("link", { name: "Audit log" })).toHaveCount(0);
});

test("lines of the audit log can be opened by keyboard and told apart in forced colors", async ({ visit }) => {
  const { slug } = await workspaceWithExports("forced-log", 1);
  const page = await visit({ as: admin, forcedColors: "active", reducedMotion: "reduce" });
  await page.goto(`/${slug}/team/audit-log`);
  const toggle = page.getByLabel(/^Entries of Contacts as CSV/);
  await toggle.focus();
  await expect(toggle).toHaveCSS("outline-style", "solid");
  await page.keyboard.press("Space");
  await expect(entries(page)).toHaveCount(1);
  await page.keyboard.press("Space");
  await expect(entries(page)).toHaveCount(0);
  await expectAccessible(page);
});

test("the audit log page has no axe violations", async ({ visit }) => {
  const { slug } = await workspaceWithExports("axe-log", 1);
  const page = await visit({ as: admin });
  await page.goto(`/${slug}/team/audit-log`);
  await page.getByRole("button", { name: "Verify log" }).click();
  await expect(page.getByText(/^No entry was changed/)).toBeVisible();
  await page
    .getByLabel(/^Entries of/)
    .first()
    .click();
  await expectAccessible(page);
  const names = await page
    .getByRole("main")
    .locator("a, button, summary")
    .evaluateAll((controls) =>
      controls
        .filter((control) => control.checkVisibility())
        .map((control) => control.getAttribute("aria-label") ?? control.textContent),
    );
  expect(new Set(names).size, names.join(", ")).toBe(names.length);
  await page.goto(`/${slug}/team/audit-log?actor=system`);
  await expectAccessible(page);
});

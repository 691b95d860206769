import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { TestUser } from "../support/test-user";
import { withoutTriggers } from "../support/without-triggers";
import { endedExport, makeWorkspace } from "../support/workspace";
import { expectAccessible } from "./support/accessible";
import { fileText } from "./support/data-export-page";
import { expect, test } from "./support/test";

const admin = "admin@acme.test";
const owner = "owner@acme.test";

const rows = (page: Page) => page.getByRole("table", { name: "Audit log" }).locator("tbody tr");

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
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).nth(0)).toContainText("Contacts export requested");
  await expect(rows(page).nth(0)).toContainText(admin);
  await expect(rows(page).nth(1)).toContainText("Export completed");
  await expect(rows(page).nth(2)).toContainText("Conversations export requested");
  await expect(rows(page).nth(1).locator("time")).toHaveAttribute("title", /UTC$/);
  const completed = await endedExport(exportId);
  await expect(rows(page).nth(1)).toContainText(String(completed.sha256));
  await rows(page)
    .nth(1)
    .getByRole("link", { name: exportId.slice(0, 8) })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Conversations export receipt");
  await page.getByRole("link", { name: "Entry 2" }).click();
  await expect(page.locator("tr:target")).toContainText("Export completed");
});

test("audit log filters combine, stay in the URL, and work without JavaScript", async ({ visit }) => {
  const { slug } = await workspaceWithExports("filtered", 2);
  const today = new Date().toISOString().slice(0, 10);
  const page = await visit({ as: admin, javaScriptEnabled: false });
  await page.goto(`/${slug}/team/audit-log`);
  await page.getByLabel("Actor").selectOption({ label: owner });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByLabel("Action").selectOption({ label: "Export completed" });
  await page.getByLabel("From").fill(today);
  await page.getByLabel("To", { exact: true }).fill(today);
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(`action=export.completed&from=${today}&to=${today}`));
  await page.reload();
  await expect(page.getByLabel("Action")).toHaveValue("export.completed");
  await page.getByLabel("To", { exact: true }).fill("2020-01-01");
  await page.getByLabel("From").fill("");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("heading", { name: "No matching entries" })).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(4);
  // Invalid parameters are ignored.
  await page.goto(`/${slug}/team/audit-log?actor=x&action=%00&from=2026-02-30&to=soon&before=-1`);
  await expect(rows(page)).toHaveCount(4);
});

test("the audit log is paged, newest first", async ({ visit }) => {
  const { slug } = await workspaceWithExports("paged", 50);
  const page = await visit({ as: admin });
  await page.goto(`/${slug}/team/audit-log?actor=`);
  await expect(rows(page)).toHaveCount(50);
  await expect(rows(page).first()).toContainText("52");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).last()).toContainText("Conversations export requested");
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(rows(page)).toHaveCount(50);
});

async function exportAsJson(page: Page) {
  await page.getByLabel("More formats for audit log").click();
  await page.getByRole("menuitem", { name: "Export audit log as JSON" }).click();
}

test("an admin verifies the audit log and downloads it as CSV and JSON", async ({ visit }) => {
  const { slug } = await workspaceWithExports("trusted", 3);
  const page = await visit({ as: admin });
  await page.goto(`/${slug}/team/audit-log`);
  await page.getByRole("button", { name: "Verify log" }).click();
  const integrity = page.getByRole("region", { name: "Log integrity" });
  await expect(integrity.getByText(/^5 entries, unbroken since /)).toBeVisible();

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
    await expect(rows(page).first()).toContainText("Export completed");
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
  await expect(alert).toContainText("Entry 2: it was changed; it does not match its export.");
  await expect(alert).toContainText(/Export [0-9a-f]{8}: the log has no entry of its request\./);
  await alert.getByRole("link", { name: "Entry 2" }).click();
  await expect(page.locator("tr:target")).toContainText("Export completed");
});

test("a member gets the 403 page for the audit log and has no link to it", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 403/);
  const page = await visit({ as: "member@acme.test" });
  expect((await page.goto("/acme/team/audit-log"))?.status()).toBe(403);
  await expect(page.getByRole("link", { name: "Audit log" })).toHaveCount(0);
});

test("the audit log page has no axe violations", async ({ visit }) => {
  const { slug } = await workspaceWithExports("axe-log", 1);
  const page = await visit({ as: admin });
  await page.goto(`/${slug}/team/audit-log`);
  await page.getByRole("button", { name: "Verify log" }).click();
  await expect(page.getByText(/unbroken since/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/${slug}/team/audit-log?actor=system`);
  await expectAccessible(page);
});

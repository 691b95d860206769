import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { accessTokenOf, dataApi, openExport } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { addContacts, addManyContacts, endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";
import { expectAccessible, expectNoViolations } from "./support/accessible";
import { DataExportPage } from "./support/data-export-page";
import { downloadSlowly } from "./support/slow-download";
import { expect, test } from "./support/test";

const admin = "admin@acme.test";
const owner = "owner@acme.test";

const card = (page: Page) => page.getByRole("region", { name: "Contacts, leads & former customers" });
const bars = (page: Page) => card(page).getByRole("progressbar");
const history = (page: Page) => page.getByRole("region", { name: "History" });
const verify = (page: Page) => page.getByRole("region", { name: "Verify a file" });
/** A click before hydration is lost. React keeps an element's properties on it from then on. */
const expectHydrated = (page: Page) =>
  expect
    .poll(() =>
      card(page)
        .getByRole("button", { name: /^Cancel export/ })
        .evaluate((button) => Object.keys(button).some((key) => key.startsWith("__reactProps"))),
    )
    .toBe(true);

async function largeWorkspace(name: string) {
  const workspace = await makeWorkspace(name);
  await addManyContacts(workspace.id);
  return workspace;
}

test("an admin follows another admin's download in its card and opens its receipt", async ({ visit }) => {
  const { slug } = await largeWorkspace("moving");
  const page = await visit({ as: admin });
  await page.clock.install();
  await DataExportPage.open(page, slug);
  await expect(bars(page)).toHaveCount(0);
  const download = await downloadSlowly(await TestUser.signedIn(owner), slug);
  await page.reload();
  const bar = bars(page);
  await expect(card(page)).toContainText(`Contacts as CSV, started by ${owner}`);
  await expect(card(page)).toContainText(/[1-9][\d,]* of 3,000 rows/);
  await expect(card(page)).toContainText(/[1-9][\d,]* rows\/s/);
  await expect(card(page)).toContainText(/\d (s|min) left/);

  const seen = new Set<number>();
  await expect
    .poll(async () => seen.add(Number(await bar.getAttribute("aria-valuenow"))).size, { timeout: 40_000 })
    .toBeGreaterThan(3);
  expect([...seen]).toEqual([...seen].sort((a, b) => a - b));

  const last = Math.max(...seen);
  await page.reload();
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThanOrEqual(last);
  expect(await download.finish()).toBe(true);
  await expect(bars(page)).toHaveCount(0);
  await expect(card(page)).toContainText(`Last complete export just now by ${owner}, 3,000 rows`);
  const row = history(page).getByRole("row").nth(1);
  await expect(row).toContainText("Completed");
  await expect(row).toContainText("3,000");

  // No export is running: the page must not poll.
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.clock.runFor(30_000);
  expect(requests.filter((url) => url.includes("/api/exports/running"))).toEqual([]);

  await row.getByRole("link", { name: "Receipt" }).click();
  const { sha256 } = await endedExport(download.id);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contacts export receipt");
  await expect(page.getByRole("main")).toContainText(String(sha256));
  const completed = (await entriesOfExport(download.id)).at(-1);
  await expect(page.getByRole("main")).toContainText(String(completed?.hash));
});

test("a page that was open during a deployment works on without the new scripts", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 404/);
  const { slug } = await largeWorkspace("outdated");
  const { page } = await DataExportPage.open(await visit({ as: admin }), slug);
  const missing: string[] = [];
  await page.route("**/_next/static/chunks/**", (route) => {
    missing.push(route.request().url());
    return route.fulfill({ status: 404 });
  });
  const download = await downloadSlowly(await TestUser.signedIn(owner), slug);
  // As when the tab is shown again.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(history(page).getByRole("row").nth(1)).toContainText("Running");
  await card(page).getByLabel("More formats for contacts").click();
  await expect(card(page).getByRole("button", { name: "Export contacts as JSON" })).toBeVisible();
  expect(missing.length).toBeGreaterThan(0);
  await download.finish();
  await expect(history(page).getByRole("row").nth(1)).toContainText("Completed");
  await expect(bars(page)).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Data export");
});

test("an admin cancels another admin's download, which fails, and the page says who cancelled it", async ({
  visit,
}) => {
  const { slug } = await largeWorkspace("stopped");
  const download = await downloadSlowly(await TestUser.signedIn(owner), slug);
  const { page } = await DataExportPage.open(await visit({ as: admin }), slug);
  await expect(card(page)).toContainText(owner);
  await expectHydrated(page);
  const cancel = card(page).getByRole("button", { name: "Cancel export of Contacts as CSV" });
  const dialog = page.getByRole("alertdialog", { name: "Cancel this export?" });

  // With the keyboard: open the confirmation, dismiss it, open it again, confirm.
  await cancel.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText(`${owner}’s download will stop and the partial file can’t be used.`);
  await expectNoViolations(page);
  await page.emulateMedia({ forcedColors: "active" });
  for (const part of [dialog, ...(await dialog.getByRole("button").all())]) {
    const [width, border, background] = await part.evaluate((element) => {
      const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element);
      return [borderTopWidth, borderTopColor, backgroundColor];
    });
    expect([width, border !== background]).toEqual(["1px", true]);
  }
  await page.emulateMedia({ forcedColors: "none" });
  await expect(page.getByRole("button", { name: "Keep going" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(cancel).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: "Cancel export" })).toBeFocused();
  await page.keyboard.press("Enter");

  await expect(bars(page)).toHaveCount(0);
  // The focus is where it was: in the card.
  await expect(card(page).locator("[data-export-origin]")).toBeFocused();
  expect(await download.finish()).toBe(false);
  await expect(card(page)).toContainText(`Cancelled: the export that ${owner} started just now.`);
  const row = history(page).getByRole("row").nth(1);
  await expect(row).toContainText(`Cancelled by ${admin}.`);
  await row.getByRole("link", { name: "Details" }).click();
  await expect(page.getByRole("main")).toContainText(`Cancelled by ${admin}.`);
  await expect(page.getByRole("main")).toContainText("Sent before it ended");
});

test("cancelling an export that has already ended shows an error", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 409/);
  const { slug } = await largeWorkspace("late");
  const download = await downloadSlowly(await TestUser.signedIn(owner), slug);
  const page = await visit({ as: admin });
  await DataExportPage.open(page, slug);
  await expectHydrated(page);
  await page.route("**/api/exports/running*", (route) => route.abort());
  await card(page).getByRole("button", { name: "Cancel" }).click();
  await download.finish();
  await endedExport(download.id);
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Cancel export" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("This export has already ended.");
  expectedErrors.push(/ERR_FAILED/);
});

test("the history is paged and shows the outcome of each export", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("recent");
  await addContacts(id, 1);
  const user = await TestUser.signedIn(admin);
  await sql`update tenants set max_running_exports = 100 where id = ${id}`;
  const [contact] = await sql`select id from customers where tenant_id = ${id}`;
  const single = await user.download({ workspace: slug, kind: "contact", format: "json", contact: contact?.id });
  await single.response.text();
  for (let n = 0; n < 10; n++) await user.createExport({ workspace: slug, kind: "contacts", format: "csv" });
  const { page } = await DataExportPage.open(await visit({ as: owner, javaScriptEnabled: false }), slug);
  await expect(history(page).getByRole("table").getByText("Waiting", { exact: true })).toHaveCount(10);
  await history(page).getByRole("link", { name: "Older" }).click();
  await expect(history(page).getByRole("row")).toHaveCount(2);
  await expect(history(page)).toContainText("One contact");
  await expect(history(page).getByRole("link", { name: contact?.id.slice(0, 8) })).toHaveAttribute(
    "href",
    `/${slug}/contacts/${contact?.id}`,
  );
  await page.goto(`/${slug}/settings/data-export?before=2026-02-30T00:00:00+00:00_${id}`);
  await expect(history(page).getByRole("row")).toHaveCount(11);
});

test("a complete file is verified, a truncated or edited one is not, and nothing is uploaded", async ({
  visit,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  const { id, slug } = await makeWorkspace("verified");
  await addContacts(id, 2_000, 500);
  const user = await TestUser.signedIn(owner);
  const { id: exportId, response } = await user.download({ workspace: slug, kind: "contacts", format: "csv" });
  const file = Buffer.from(await response.arrayBuffer());
  const { page } = await DataExportPage.open(await visit({ as: admin }), slug);
  const uploadedBytes: number[] = [];
  page.on("request", (request) => uploadedBytes.push(request.postDataBuffer()?.length ?? 0));
  const choose = (buffer: Buffer) =>
    verify(page).getByLabel("Choose a file").setInputFiles({ name: "contacts.csv", mimeType: "text/csv", buffer });

  await choose(file);
  await expect(verify(page).getByRole("status")).toContainText(
    `The file is complete and unchanged. Contacts export by ${owner},`,
  );
  await expect(verify(page).getByRole("link", { name: "Receipt" })).toHaveAttribute("href", new RegExp(exportId));
  const edited = Buffer.from(file);
  edited[file.length >> 1] = (edited[file.length >> 1] ?? 0) ^ 1;
  for (const other of [file.subarray(0, -1), edited, Buffer.alloc(0)]) {
    await choose(other);
    await expect(verify(page).getByRole("alert")).toContainText(
      "No match. This file wasn’t exported from this workspace, or it was modified.",
    );
    await choose(file);
    await expect(verify(page).getByRole("status")).toContainText("The file is complete and unchanged");
  }
  expect(Math.max(...uploadedBytes)).toBe(0);
});

test("a workbook whose cells were shortened says so in its card, in the history and when it is verified", async ({
  visit,
}) => {
  const { id, slug } = await makeWorkspace("shortened");
  await addContacts(id, 3);
  await sql`update customers set notes = repeat('n', 40000) where tenant_id = ${id} and email <> (select min(email) from customers where tenant_id = ${id})`;
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  const { page } = exports;
  const file = await exports.download(() => exports.export("Excel workbook"));
  const warning = "2 cells in notes were too long for Excel and were shortened. For the full text, export JSON.";
  await expect(card(page).getByText(/^Downloaded 3 rows · /)).toBeVisible();
  await expect(card(page)).toContainText(warning);
  await expect(page.getByRole("status").filter({ hasText: "Downloaded. 3 rows" })).toContainText(warning);
  await expect(exports.history).toContainText(warning);
  await verify(page)
    .getByLabel("Choose a file")
    .setInputFiles(await file.path());
  await expect(verify(page).getByRole("status")).toContainText("The file is complete and unchanged.");
  await expect(verify(page).getByRole("status")).toContainText(warning);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
});

test("a file whose hash an admin recorded themselves is not confirmed by the server", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("claimed");
  const buffer = Buffer.from("a file of my own");
  const client = dataApi(await accessTokenOf(admin));
  const { token } = await openExport(client, { tenant_id: id, kind: "contacts", format: "csv" });
  await dataApi(null, { "x-export-token": token })
    .rpc("finish_export", {
      outcome: "completed",
      rows_written: 0,
      bytes_written: 0,
      cells_guarded: 0,
      counts: {},
      sha256: createHash("sha256").update(buffer).digest("hex"),
    })
    .throwOnError();
  const { page } = await DataExportPage.open(await visit({ as: owner }), slug);
  await expect(card(page)).toContainText("No complete export yet");
  await expect(card(page)).toContainText(`Not confirmed by the server: the export that ${admin} started just now.`);
  await verify(page).getByLabel("Choose a file").setInputFiles({ name: "mine.csv", mimeType: "text/csv", buffer });
  await expect(verify(page).getByRole("alert")).toContainText("mine.csv: Not confirmed by the server.");
  await expect(verify(page)).not.toContainText("The file is complete and unchanged");
  await verify(page)
    .getByRole("link", { name: `An export by ${admin}` })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contacts export details");
  await expect(page.getByText("Not confirmed by the server")).toBeVisible();
  await expectAccessible(page);
});

test("a receipt that does not exist or is of another workspace is a 404", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 40[34]/);
  const { slug } = await makeWorkspace("mine");
  const other = await makeWorkspace("theirs");
  const { id } = await (await TestUser.signedIn(owner)).createExport({
    workspace: other.slug,
    kind: "contacts",
    format: "csv",
  });
  const page = await visit({ as: admin });
  for (const receipt of [id, crypto.randomUUID(), "nonsense"]) {
    expect((await page.goto(`/${slug}/settings/data-export/receipts/${receipt}`))?.status()).toBe(404);
  }
  const member = await visit({ as: "member@acme.test" });
  expect((await member.goto(`/acme/settings/data-export/receipts/${id}`))?.status()).toBe(403);
});

test("the data export page and receipts have no axe violations while an export runs", async ({
  visit,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  const { slug } = await largeWorkspace("accessible");
  const user = await TestUser.signedIn(owner);
  await (await user.download({ workspace: slug, kind: "audit_log", format: "csv" })).response.text();
  const download = await downloadSlowly(user, slug);
  const { page } = await DataExportPage.open(await visit({ as: admin }), slug);
  await expectHydrated(page);
  await verify(page)
    .getByLabel("Choose a file")
    .setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("a") });
  await expect(verify(page).getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/${slug}/settings/data-export/receipts/${download.id}`);
  await expectAccessible(page);
  expect(await download.finish()).toBe(true);
  await page.goto(`/${slug}/settings/data-export/receipts/${download.id}`);
  await expectAccessible(page);
});

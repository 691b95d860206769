import type { Page } from "@playwright/test";
import { TestUser } from "../support/test-user";
import { addContacts, addManyContacts, endedExport, makeWorkspace } from "../support/workspace";
import { expectAccessible } from "./support/accessible";
import { downloadSlowly } from "./support/slow-download";
import { expect, test } from "./support/test";

const admin = "admin@acme.test";
const receiptPath = (slug: string, id: string) => `/${slug}/settings/data-export/receipts/${id}`;

/** A workspace with three contacts, and a completed export of them. */
async function exportedContacts(name: string) {
  const { id, slug } = await makeWorkspace(name);
  await addContacts(id, 3);
  const user = await TestUser.signedIn(admin);
  const { id: exportId, response } = await user.download({ workspace: slug, kind: "contacts", format: "csv" });
  const file = await response.text();
  const fileName = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "";
  return { slug, exportId, bytes: Buffer.byteLength(file), fileName, record: await endedExport(exportId) };
}

/** The value of a field. */
const field = (page: Page, label: string) =>
  page.locator("dl > div", { has: page.locator(`dt:text-is("${label}")`) }).locator("dd");

test("a receipt names the file, its rows and bytes, its hash, who exported it, and how it ended", async ({ visit }) => {
  const { slug, exportId, bytes, fileName, record } = await exportedContacts("receipt-fields");
  const page = await visit({ as: admin, locale: "en-US", timezoneId: "America/New_York" });
  await page.goto(receiptPath(slug, exportId));
  await expect(page.getByText("The complete file was sent.")).toBeVisible();
  expect(fileName).not.toBe("");
  await expect(field(page, "File name")).toHaveText(fileName);
  await expect(field(page, "Rows")).toHaveText("3");
  await expect(field(page, "Size")).toContainText(`${bytes.toLocaleString("en-US")}`);
  await expect(field(page, "SHA-256")).toContainText(String(record.sha256));
  await expect(page.getByRole("button", { name: "Copy SHA-256 of the file" })).toBeVisible();
  await expect(field(page, "Exported by")).toContainText(admin);
  // Local and UTC, each with its zone, as text.
  await expect(field(page, "Completed")).toContainText(/(AM|PM) E[SD]T/);
  await expect(field(page, "Completed")).toContainText(/\d\d:\d\d:\d\d UTC/);
  await expectAccessible(page);
});

test("a receipt is one page of A4 when printed", async ({ visit }) => {
  const { slug, exportId } = await exportedContacts("receipt-print");
  const page = await visit({ as: admin, timezoneId: "Asia/Kathmandu" });
  await page.goto(receiptPath(slug, exportId));
  await expect(field(page, "Completed")).toContainText("UTC");
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test("the receipt of a running export says that it runs, and how it ended once it has", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("receipt-running");
  await addManyContacts(id);
  const running = await downloadSlowly(await TestUser.signedIn("owner@acme.test"), slug);
  const page = await visit({ as: admin });
  await page.goto(receiptPath(slug, running.id));
  await expect(page.getByText(/^This export is still running/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Sent so far" })).toBeVisible();
  await expectAccessible(page);
  expect(await running.finish()).toBe(true);
  await expect(page.getByText("The complete file was sent.")).toBeVisible({ timeout: 20_000 });
});

test("a receipt is whole without JavaScript, in UTC, and fits 360 px", async ({ visit }) => {
  const { slug, exportId, fileName } = await exportedContacts("receipt-plain");
  const page = await visit({ as: admin, javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await page.goto(receiptPath(slug, exportId));
  await expect(field(page, "File name")).toHaveText(fileName);
  await expect(field(page, "Completed").locator("time")).toHaveText(/\d\d:\d\d:\d\d UTC$/);
});

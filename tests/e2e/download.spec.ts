import { parse } from "csv-parse/sync";
import { addContacts, makeWorkspace } from "../support/workspace";
import { expectNoViolations } from "./support/accessible";
import { DataExportPage, fileText } from "./support/data-export-page";
import { expect, test } from "./support/test";

// More than one batch.
const contacts = 1_234;
let slug: string;

test.beforeEach(async () => {
  const workspace = await makeWorkspace("downloads");
  await addContacts(workspace.id, contacts);
  slug = workspace.slug;
});

type Row = Record<string, unknown>;

/** Each format with an independent parser for its file. */
const downloads: { format: string; variant: string; suffix: string; read: (text: string) => Row[] }[] = [
  { format: "CSV", variant: "", suffix: ".csv", read: (text) => parse(text, { columns: true, bom: false }) },
  { format: "JSON", variant: "", suffix: ".json", read: (text) => JSON.parse(text) },
  {
    format: "CSV for Excel",
    variant: "-excel",
    suffix: ".csv",
    read: (text) => parse(text, { columns: true, bom: true }),
  },
  {
    format: "CSV for Excel, semicolons",
    variant: "-semicolon",
    suffix: ".csv",
    read: (text) => parse(text, { columns: true, bom: true, delimiter: ";" }),
  },
  {
    format: "NDJSON",
    variant: "",
    suffix: ".ndjson",
    read: (text) =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
  },
  { format: "CSV, exact values", variant: "-exact", suffix: ".csv", read: (text) => parse(text, { columns: true }) },
];

test("an admin downloads contacts in each format, and the card says what was downloaded until it is closed", async ({
  visit,
}) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}`);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("main").getByRole("link", { name: "Data export" }).click();
  await expect(page).toHaveTitle("Data export · downloads · Hydra");
  const exports = new DataExportPage(page, slug);
  await expect(exports.card).toContainText("1,234 rows · Not exported yet");
  // A reload would remove it.
  await page.evaluate(() => document.body.setAttribute("data-not-reloaded", ""));

  for (const { format, variant, suffix, read } of downloads) {
    const day = new Date().toISOString().slice(0, 10);
    const download = await exports.download(() => exports.export(format));
    expect(download.suggestedFilename()).toMatch(new RegExp(`^${slug}-contacts${variant}-${day}T\\d{4}Z${suffix}$`));
    expect(await download.failure()).toBeNull();
    const rows = read(await fileText(download));
    expect(rows).toHaveLength(contacts);
    expect(Object.keys(rows[0] ?? {})).toHaveLength(19);
    expect(new Set(rows.map((row) => row.email)).size).toBe(contacts);
    // One message, about the last export.
    await expect(exports.card.getByText(/^Downloaded 1,234 rows · .+ · receipt/)).toHaveCount(1);
    await expect(exports.card.getByRole("link", { name: `receipt for Contacts as ${format}` })).toBeVisible();
    await expect(exports.card).toContainText("Last complete export just now by admin@acme.test, 1,234 rows");
    await expect(exports.history.getByRole("row").nth(1)).toContainText("Completed");
  }
  await expect(exports.history.getByRole("row")).toHaveCount(1 + downloads.length);
  // In view, so there is no toast.
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await exports.card.getByRole("button", { name: "Close the message about Contacts as CSV, exact values" }).click();
  await expect(exports.card.getByText(/^Downloaded/)).toHaveCount(0);
  await expect(exports.card.locator("[data-export-origin]")).toBeFocused();
  await expect(page.locator("body")).toHaveAttribute("data-not-reloaded");
});

test("a screen reader hears the start and the end of an export", async ({ visit }) => {
  const exports = await DataExportPage.open(await visit({ as: "admin@acme.test" }), slug);
  const heard: string[] = [];
  await exports.page.exposeFunction("hear", (text: string) => heard.push(text));
  await exports.page.evaluate(() => {
    for (const region of document.querySelectorAll('[role="status"]')) {
      new MutationObserver(() =>
        (window as unknown as { hear(text: string): void }).hear(region.textContent ?? ""),
      ).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  await exports.download(() => exports.export("CSV"));
  await expect.poll(() => heard.at(-1)).toMatch(/^Contacts as CSV: Downloaded\. 1,234 rows · /);
  expect(heard[0]).toBe("Contacts as CSV: the download has started.");
});

test("a toast says how an export ended when its card is out of view, also on another page", async ({ visit }) => {
  const exports = await DataExportPage.open(await visit({ as: "admin@acme.test" }), slug);
  const { page } = exports;
  // The download has begun before its end is known.
  await page.route("**/api/exports/running*", async (route) => {
    await page.waitForURL(/\/contacts$/);
    await route.continue();
  });
  await exports.download(() => exports.export("CSV"));
  await page.getByRole("complementary", { name: "Menu" }).getByRole("link", { name: "Contacts" }).click();
  const toast = page.getByRole("dialog", { name: "Contacts as CSV: Downloaded" });
  await expect(toast).toContainText("1,234 rows");
  // It stays while the pointer is on it.
  await toast.hover();
  await expectNoViolations(page);
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  expect(await toast.evaluate((box) => getComputedStyle(box).borderTopWidth)).toBe("1px");
  expect(await toast.evaluate((box) => Number.parseFloat(getComputedStyle(box).animationDuration))).toBeLessThan(0.01);
  // F6 moves the focus to the messages.
  const receipt = toast.getByRole("link", { name: "Receipt" });
  await page.keyboard.press("F6");
  await expect
    .poll(async () => {
      await page.keyboard.press("Tab");
      return receipt.evaluate((link) => link === document.activeElement);
    })
    .toBe(true);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contacts export receipt");
});

test("another admin sees the last export after a reload", async ({ visit }) => {
  const ownerPage = await DataExportPage.open(await visit({ as: "owner@acme.test" }), slug);
  await expect(ownerPage.card).toContainText("Not exported yet");
  const adminPage = await DataExportPage.open(await visit({ as: "admin@acme.test" }), slug);
  const download = await adminPage.download(() => adminPage.export("JSON"));
  await download.path();
  await ownerPage.page.reload();
  await expect(ownerPage.card).toContainText("by admin@acme.test, 1,234 rows");
});

test("an admin downloads contacts without JavaScript", async ({ visit }) => {
  const exports = await DataExportPage.open(await visit({ as: "admin@acme.test", javaScriptEnabled: false }), slug);
  await expect(exports.card).toContainText("Not exported yet");
  const csv = await exports.download(() => exports.button.click());
  expect(parse(await fileText(csv), { columns: true })).toHaveLength(contacts);
  await exports.moreFormats.click();
  const json = await exports.download(() =>
    exports.card.getByRole("button", { name: "Export contacts as JSON", exact: true }).click(),
  );
  expect(JSON.parse(await fileText(json))).toHaveLength(contacts);
  await exports.page.reload();
  await expect(exports.card).toContainText("UTC by admin@acme.test");
  // The same once more, from the history.
  const again = await exports.download(() =>
    exports.history.getByRole("button", { name: /^Export again : Contacts as JSON/ }).click(),
  );
  expect(JSON.parse(await fileText(again))).toHaveLength(contacts);
});

test("an admin downloads contacts with the keyboard alone", async ({ visit }) => {
  const exports = await DataExportPage.open(await visit({ as: "admin@acme.test" }), slug);
  const { page } = exports;
  const { keyboard } = page;
  await keyboard.press("Tab");
  const skipLink = page.getByRole("link", { name: "Skip to content" });
  await expect(skipLink).toBeFocused();
  await expect(skipLink).toBeInViewport();
  await keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  // The breadcrumb and the audit log.
  for (let press = 0; press < 3; press++) await keyboard.press("Tab");
  await expect(exports.button).toBeFocused();
  const csv = await exports.download(() => keyboard.press("Enter"));
  expect(parse(await fileText(csv), { columns: true })).toHaveLength(contacts);
  await expect(exports.card.getByText(/^Downloaded/)).toBeVisible();
  await expect(exports.button).toBeFocused();

  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Export contacts as Excel workbook" })).toBeFocused();
  for (let press = 0; press < 3; press++) await keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Export contacts as CSV for Excel", exact: true })).toBeFocused();
  const excel = await exports.download(() => keyboard.press("Enter"));
  expect((await fileText(excel)).startsWith("\ufeffid,")).toBe(true);
  await expect(exports.moreFormats).toBeFocused();
});

test("the history exports again, and is sorted and filtered in the URL, without JavaScript too", async ({ visit }) => {
  const admin = await visit({ as: "admin@acme.test" });
  const exports = await DataExportPage.open(admin, slug);
  for (const format of ["CSV", "JSON"]) {
    await (await exports.download(() => exports.export(format))).path();
    await expect(exports.card.getByRole("link", { name: `receipt for Contacts as ${format}` })).toBeVisible();
  }
  // Once more from its row, which says how it went.
  const again = exports.history.getByRole("button", { name: /^Export again : Contacts as CSV/ });
  await (await exports.download(() => again.click())).path();
  await expect(exports.history.getByText(/^Downloaded 1,234 rows/)).toBeVisible();
  await expect(again).toHaveCount(2);

  const plain = await DataExportPage.open(await visit({ as: "admin@acme.test", javaScriptEnabled: false }), slug);
  const rows = plain.history.locator("tbody tr");
  await expect(rows).toContainText([/CSV/, /JSON/, /CSV/]);
  await plain.history.getByRole("link", { name: /sort oldest first/ }).click();
  await expect(rows.first()).toContainText("Export again: Contacts as CSV");
  await expect(plain.history.getByRole("columnheader", { name: /Requested/ })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await plain.history.getByLabel("Outcome").selectOption("Failed");
  await plain.history.getByRole("button", { name: "Filter" }).click();
  await expect(plain.page).toHaveURL(/sort=oldest&kind=&outcome=failed/);
  await expect(plain.history).toContainText("No matching exports");
  await plain.history.getByRole("link", { name: "Clear filters" }).click();
  await expect(rows).toHaveCount(3);
});

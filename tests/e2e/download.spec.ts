import { parse } from "csv-parse/sync";
import { addContacts, makeWorkspace } from "../support/workspace";
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

/** Each button with an independent parser for its file. */
const downloads: { label: string; variant: string; suffix: string; read: (text: string) => Row[] }[] = [
  { label: "CSV", variant: "", suffix: ".csv", read: (text) => parse(text, { columns: true, bom: false }) },
  { label: "JSON", variant: "", suffix: ".json", read: (text) => JSON.parse(text) },
  {
    label: "CSV for Excel",
    variant: "-excel",
    suffix: ".csv",
    read: (text) => parse(text, { columns: true, bom: true }),
  },
  {
    label: "CSV for Excel, semicolons",
    variant: "-semicolon",
    suffix: ".csv",
    read: (text) => parse(text, { columns: true, bom: true, delimiter: ";" }),
  },
  {
    label: "NDJSON",
    variant: "",
    suffix: ".ndjson",
    read: (text) =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
  },
  { label: "CSV, exact values", variant: "-exact", suffix: ".csv", read: (text) => parse(text, { columns: true }) },
];

test("an admin downloads contacts in each format and sees the last export", async ({ visit }) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}`);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("main").getByRole("link", { name: "Data export" }).click();
  await expect(page).toHaveTitle("Data export · downloads · Hydra");
  const exports = new DataExportPage(page, slug);
  await expect(exports.lastExported).toHaveText("Never");
  await expect(exports.card.getByText("1,234 rows", { exact: true })).toBeVisible();
  await exports.moreFormats.click();
  // A reload would remove it.
  await page.evaluate(() => document.body.setAttribute("data-not-reloaded", ""));

  for (const { label, variant, suffix, read } of downloads) {
    const before = await exports.lastExportedAt();
    const day = new Date().toISOString().slice(0, 10);
    const download = await exports.download(() => exports.button(label).click());
    await expect.poll(() => exports.lastExportedAt()).not.toBe(before);
    await expect(exports.lastExported).toContainText("just now");
    await expect(exports.lastExported).toContainText("by admin@acme.test");
    expect(download.suggestedFilename()).toMatch(new RegExp(`^${slug}-contacts${variant}-${day}T\\d{4}Z${suffix}$`));
    expect(await download.failure()).toBeNull();
    const rows = read(await fileText(download));
    expect(rows).toHaveLength(contacts);
    expect(Object.keys(rows[0] ?? {})).toHaveLength(19);
    expect(new Set(rows.map((row) => row.email)).size).toBe(contacts);
    await expect(exports.lastExported).toContainText("Complete: 1,234 rows.");
  }
  await expect(page.locator("body")).toHaveAttribute("data-not-reloaded");
});

test("another admin sees the last export after a reload", async ({ visit }) => {
  const ownerPage = await DataExportPage.open(await visit({ as: "owner@acme.test" }), slug);
  await expect(ownerPage.lastExported).toHaveText("Never");
  const adminPage = await DataExportPage.open(await visit({ as: "admin@acme.test" }), slug);
  const download = await adminPage.download(() => adminPage.button("JSON").click());
  await download.path();
  await ownerPage.page.reload();
  await expect(ownerPage.lastExported).toContainText("by admin@acme.test");
  await expect(ownerPage.lastExported).toContainText("Complete: 1,234 rows.");
});

test("an admin downloads contacts without JavaScript", async ({ visit }) => {
  const exports = await DataExportPage.open(await visit({ as: "admin@acme.test", javaScriptEnabled: false }), slug);
  await expect(exports.lastExported).toHaveText("Never");
  await exports.moreFormats.click();
  for (const label of ["CSV", "CSV, exact values"]) {
    const download = await exports.download(() => exports.button(label).click());
    expect(parse(await fileText(download), { columns: true })).toHaveLength(contacts);
  }
  await exports.page.reload();
  await expect(exports.lastExported).toContainText("UTC by admin@acme.test");
});

test("an admin downloads contacts with the keyboard alone", async ({ visit }) => {
  const exports = await DataExportPage.open(await visit({ as: "admin@acme.test" }), slug);
  const { keyboard } = exports.page;
  await keyboard.press("Tab");
  const skipLink = exports.page.getByRole("link", { name: "Skip to content" });
  await expect(skipLink).toBeFocused();
  await expect(skipLink).toBeInViewport();
  await keyboard.press("Enter");
  await expect(exports.page.getByRole("main")).toBeFocused();
  await keyboard.press("Tab");
  await expect(exports.button("Excel workbook")).toBeFocused();
  await keyboard.press("Tab");
  await expect(exports.button("CSV")).toBeFocused();
  const csv = await exports.download(() => keyboard.press("Enter"));
  expect(parse(await fileText(csv), { columns: true })).toHaveLength(contacts);
  await expect(exports.card.getByText("Your download has started.")).toBeVisible();

  await keyboard.press("Tab");
  await expect(exports.button("JSON")).toBeFocused();
  await keyboard.press("Tab");
  await expect(exports.button("CSV for Excel")).toBeHidden();
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await expect(exports.button("CSV for Excel")).toBeFocused();
  const excel = await exports.download(() => keyboard.press("Space"));
  expect((await fileText(excel)).startsWith("\ufeffid,")).toBe(true);
});

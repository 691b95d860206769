import { parse } from "csv-parse/sync";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { addContacts, endedExport, makeWorkspace } from "../support/workspace";
import { expectAccessible } from "./support/accessible";
import { DataExportPage, fileText } from "./support/data-export-page";
import { expect, test } from "./support/test";

let slug: string;

test.beforeEach(async () => {
  const workspace = await makeWorkspace("customize");
  await addContacts(workspace.id, 30);
  await sql`update customers set type = 'lead' where tenant_id = ${workspace.id} and email < 'person2'`;
  slug = workspace.slug;
});

test("an admin chooses leads and columns, sees the first rows and downloads them, without JavaScript", async ({
  visit,
}) => {
  const page = await visit({ as: "admin@acme.test", javaScriptEnabled: false });
  await page.goto(`/${slug}/settings/data-export/customize?kind=contacts`);
  await expect(page.getByRole("heading", { name: "Customize export: contacts" })).toBeVisible();
  await expect(page.getByText("30 rows", { exact: true })).toBeVisible();
  await page.getByRole("checkbox", { name: "Leads" }).check();
  await page.getByLabel("Created before").fill("2026-01-02");
  await page.getByLabel("Time zone").fill("Europe/Berlin");
  await page.getByLabel("Columns", { exact: true }).fill("email, created_at");
  await page.getByRole("radio", { name: "CSV", exact: true }).check();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("11 rows", { exact: true })).toBeInViewport();
  const table = page.getByRole("region", { name: "First rows" });
  await expect(table.getByRole("columnheader")).toHaveText(["email", "created_at"]);
  await expect(table.getByRole("row").nth(1)).toContainText("2026-01-01T01:00:01+01:00");
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(
    new RegExp(
      `^${slug}-contacts-leads-until-2026-01-01-email-created-at-europe-berlin-\\d{4}-\\d\\d-\\d\\dT\\d{4}Z\\.csv$`,
    ),
  );
  const rows: Record<string, string>[] = parse(await fileText(download), { columns: true });
  expect(rows).toHaveLength(11);
  expect(Object.keys(rows[0] ?? {})).toEqual(["email", "created_at"]);
});

test("a part that is exported again is the same part, and is called a part", async ({ visit }) => {
  const admin = await TestUser.signedIn("admin@acme.test");
  const { id, response } = await admin.download({
    workspace: slug,
    kind: "conversations",
    format: "json",
    status: ["open", "waiting"],
    created_from: "2026-01-01",
    created_to: "2026-04-01",
    time_zone: "Asia/Kolkata",
    notes: "exclude",
  });
  await response.text();
  await endedExport(id);
  const exports = await DataExportPage.open(await visit({ as: "admin@acme.test" }), slug);
  const row = exports.history.getByRole("row").filter({ hasText: "Conversations" });
  await expect(row).toContainText("Part. Status: open and waiting; Created: 2026-01-01 to 2026-03-31");
  // One line of text, not broken inside the word.
  expect((await row.getByText("Conversations", { exact: true }).boundingBox())?.height).toBeLessThan(30);
  const again = exports.history.getByRole("button", { name: /^Export again : Part of conversations as JSON/ });
  const second = await exports.download(() => again.click());
  await second.path();
  await expect(
    exports.history.getByText(
      /^Downloaded 0 rows · .+ · a part of the conversations · without internal notes · receipt/,
    ),
  ).toBeVisible();
  // What was read is gone when its page is left; the new row says it.
  const { page } = exports;
  await exports.history.getByRole("link", { name: /^receipt for/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("receipt");
  await page.goBack();
  await expect(exports.history.getByRole("row").filter({ hasText: "Completed" })).toHaveCount(2);
  await expect(exports.history.getByText(/^Downloaded/)).toHaveCount(0);
  const stored = await sql`
    select e.kind, e.format, e.scope, e.include_notes, e.is_part from exports e join tenants t on t.id = e.tenant_id
    where t.slug = ${slug} order by e.created_at`;
  expect(stored).toHaveLength(2);
  expect(stored[0]).toMatchObject({ include_notes: false, is_part: true });
  expect(stored[1]).toEqual(stored[0]);
});

test("the page says how its download went, next to its button, and stays as it is", async ({ visit }) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}/settings/data-export/customize?kind=contacts`);
  for (const type of ["Contacts", "Leads"]) await page.getByRole("checkbox", { name: type, exact: true }).check();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download", exact: true }).click();
  expect((await downloading).suggestedFilename()).toContain("-contacts-leads-contacts-");
  await expect(page.getByText(/^Downloaded 30 rows · .+ · a part of the contacts · receipt/)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Leads", exact: true })).toBeChecked();
  await expectAccessible(page);
});

test("a preview says that it is out of date as soon as the form differs from it, and is current again after one click", async ({
  visit,
}) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}/settings/data-export/customize?kind=contacts&types=contact`);
  const preview = page.getByRole("region", { name: "Preview" });
  const outOfDate = preview
    .getByRole("status")
    .filter({ hasText: "Out of date: you changed the selection, which the download follows" });
  await expect(preview.getByText("19 rows", { exact: true })).toBeVisible();
  await expect(preview.getByText("press Preview again")).toBeHidden();
  await expect(outOfDate).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Leads" }).check();
  await expect(outOfDate).toBeVisible();
  await page.getByRole("checkbox", { name: "Leads" }).uncheck();
  await expect(outOfDate).toHaveCount(0);
  for (const change of [
    () => page.getByRole("radio", { name: "JSON", exact: true }).check(),
    () => page.getByLabel("Columns", { exact: true }).fill("email"),
    () => page.getByLabel("Created before").fill("2026-01-02"),
  ]) {
    await page.reload();
    await expect(outOfDate).toHaveCount(0);
    await change();
    await expect(outOfDate).toBeVisible();
  }
  await page.getByRole("checkbox", { name: "Leads" }).check();
  await expectAccessible(page);
  await preview.getByRole("button", { name: "Update preview" }).click();
  await expect(preview.getByText("30 rows", { exact: true })).toBeInViewport();
  await expect(outOfDate).toHaveCount(0);
});

test("what is wrong is said next to the form, which keeps what was entered", async ({ visit }) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(
    `/${slug}/settings/data-export/customize?kind=contacts&types=lead&time_zone=Mars/Phobos&columns=email,email`,
  );
  await expect(page.getByRole("main").getByRole("alert")).toContainText("time_zone must be");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("columns must name each column once");
  await expect(page.getByRole("checkbox", { name: "Leads" })).toBeChecked();
  await expect(page.getByLabel("Time zone")).toHaveValue("Mars/Phobos");
});

test("the filters of the lists and of the audit log lead to their export", async ({ visit }) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}/leads?type=lead`);
  await page.getByRole("link", { name: "Export all leads" }).click();
  await expect(page.getByRole("checkbox", { name: "Leads" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Visitors" })).not.toBeChecked();
  await expect(page.getByText("11 rows", { exact: true })).toBeVisible();
  const admin = await TestUser.signedIn("admin@acme.test");
  await admin.createExport({ workspace: slug, kind: "contacts", format: "csv" });
  await page.goto(`/${slug}/team/audit-log?action=export.contacts&from=2026-01-01`);
  await page.getByRole("link", { name: "Download matching entries" }).click();
  await expect(page.getByLabel("Action")).toHaveValue("export.contacts");
  await expect(page.getByLabel("From")).toHaveValue("2026-01-01");
});

test("the customize page has no accessibility violations", async ({ visit }) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}/settings/data-export/customize?kind=contacts`);
  await expectAccessible(page);
});

import { mkdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { openDisclosures } from "../e2e/support/disclosures";
import { downloadSlowly } from "../e2e/support/slow-download";
import { expect, test } from "../e2e/support/test";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { withoutTriggers } from "../support/without-triggers";
import { addContacts, addManyContacts, endedExport, makeWorkspace } from "../support/workspace";

const folder = "screenshots";
mkdirSync(folder, { recursive: true });

const admin = "admin@acme.test";
const owner = "owner@acme.test";
const priya = "c0000000-0000-4000-8000-000000000001";

const pages = {
  home: "",
  contacts: "/contacts",
  contact: `/contacts/${priya}`,
  leads: "/leads",
  answer: `/contacts/${priya}/answer`,
  settings: "/settings",
  privacy: "/settings/privacy",
  "data-export": "/settings/data-export",
  "audit-log": "/team/audit-log",
  "not-found": "/no/such/page",
};

const looks = {
  "1280-light": { viewport: { width: 1280, height: 900 } },
  "1280-dark": { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  "360-light": { viewport: { width: 360, height: 740 } },
  "360-dark": { viewport: { width: 360, height: 740 }, colorScheme: "dark" },
  "768-light": { viewport: { width: 768, height: 1024 } },
  "1920-light": { viewport: { width: 1920, height: 1080 } },
  "1280-forced": { viewport: { width: 1280, height: 900 }, forcedColors: "active" },
} as const;

async function save(page: Page, name: string): Promise<void> {
  // Or what stands still while the page scrolls is in the middle of the picture.
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true, animations: "disabled" });
}

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(/status of 40[0-9]/);
});

for (const [look, options] of Object.entries(looks)) {
  test(`every page, ${look}`, async ({ visit }) => {
    const page = await visit({ as: admin, reducedMotion: "reduce", ...options });
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(`/acme${path}`, { waitUntil: "networkidle" });
      await save(page, `${name}-${look}`);
    }
  });
}

test("sign-in, and what a member gets instead of a page for admins", async ({ visit }) => {
  const narrow = await visit({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await narrow.goto("/login");
  await save(narrow, "login-360-dark");
  const signedOut = await visit();
  await signedOut.goto("/login");
  await save(signedOut, "login");
  await signedOut.getByLabel("Email").fill("nobody@acme.test");
  await signedOut.getByLabel("Password").fill("wrong");
  await signedOut.getByRole("button", { name: "Sign in" }).click();
  await expect(signedOut.locator("#sign-in-error")).toBeVisible();
  await save(signedOut, "login-failed");
  const member = await visit({ as: "member@acme.test" });
  for (const [name, path] of Object.entries({ home: "", forbidden: "/settings/data-export" })) {
    await member.goto(`/acme${path}`, { waitUntil: "networkidle" });
    await save(member, `member-${name}`);
  }
});

test("the data export page: empty, first visit, running, downloaded, failed, with its menu and disclosures", async ({
  visit,
}) => {
  const page = await visit({ as: admin, viewport: { width: 1280, height: 900 } });
  const empty = await makeWorkspace("new-team");
  await page.goto(`/${empty.slug}/settings/data-export`, { waitUntil: "networkidle" });
  await save(page, "data-export-empty");

  const { id, slug } = await makeWorkspace("busy-team");
  await addManyContacts(id);
  const path = `/${slug}/settings/data-export`;
  await page.goto(path, { waitUntil: "networkidle" });
  await save(page, "data-export-first-visit");
  await page.getByLabel("More formats for contacts").click();
  await expect(page.getByRole("menu")).toBeVisible();
  await save(page, "data-export-menu");
  await page.keyboard.press("Escape");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export contacts as CSV" }).click(),
  ]);
  await download.path();
  await expect(page.getByText(/^Downloaded/)).toBeVisible();
  await save(page, "data-export-downloaded");

  const running = await downloadSlowly(await TestUser.signedIn(owner), slug);
  await page.goto(path);
  // The first rate takes two reports, which are far apart on a busy machine.
  await expect(page.getByText("rows/s")).toBeVisible({ timeout: 60_000 });
  await save(page, "data-export-running");
  await page.getByRole("button", { name: /^Cancel export/ }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await save(page, "data-export-cancel");
  await page.emulateMedia({ forcedColors: "active" });
  await page.screenshot({ path: `${folder}/data-export-cancel-forced.png`, animations: "disabled" });
  await page.emulateMedia({ forcedColors: "none" });
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel export" }).click();
  await running.finish();

  const [interrupted] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export contacts as CSV" }).click(),
  ]);
  await interrupted.cancel();
  await expect(page.getByText(/: Interrupted( after .+)?\.$/).first()).toBeVisible();
  await save(page, "data-export-cut-off");
  await page.emulateMedia({ colorScheme: "dark" });
  await save(page, "data-export-cut-off-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 360, height: 740 });
  await save(page, "data-export-cut-off-360");
  await openDisclosures(page);
  await save(page, "data-export-open-360");
  await page.setViewportSize({ width: 1280, height: 900 });
  await save(page, "data-export-open");
  await page.getByRole("link", { name: /^Receipt of/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("receipt");
  await save(page, "receipt");
  await page.emulateMedia({ media: "print" });
  await save(page, "receipt-print");
});

test("one contact: the export dialog, undecided and downloaded, its page, and awkward data", async ({ visit }) => {
  for (const [look, options] of Object.entries(looks)) {
    const page = await visit({ as: admin, reducedMotion: "reduce", ...options });
    await page.goto(`/acme/contacts/${priya}`, { waitUntil: "networkidle" });
    await page.getByRole("button", { name: "Export data" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Readable report (HTML)").check();
    await dialog.getByRole("button", { name: "Export data" }).click();
    await expect(dialog.getByRole("alert")).toBeVisible();
    await page.screenshot({ path: `${folder}/contact-dialog-undecided-${look}.png`, animations: "disabled" });
  }
  const page = await visit({ as: admin, viewport: { width: 1280, height: 900 } });
  await page.goto(`/acme/contacts/${priya}/export`, { waitUntil: "networkidle" });
  await save(page, "contact-export-page");
  await page.setViewportSize({ width: 360, height: 740 });
  await save(page, "contact-export-page-360");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`/acme/contacts/${priya}`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Export data" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("dialog").getByRole("button", { name: "Export data" }).click(),
  ]);
  await download.path();
  await expect(page.getByRole("dialog").getByText(/^Downloaded/)).toBeVisible();
  await page.screenshot({ path: `${folder}/contact-dialog-downloaded.png`, animations: "disabled" });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.screenshot({ path: `${folder}/contact-downloaded.png`, animations: "disabled" });
  const awkward = await sql`
    select id, external_id from customers where external_id in ('awkward-14', 'awkward-56', 'awkward-67')
      and tenant_id = (select id from tenants where slug = 'acme')`;
  for (const { id, external_id } of awkward) {
    await page.goto(`/acme/contacts/${id}`, { waitUntil: "networkidle" });
    await save(page, `contact-${external_id}`);
  }
});

test("the audit log: full, filtered, opened, verified, without matches", async ({ visit }) => {
  const { slug } = await makeWorkspace("logged");
  const user = await TestUser.signedIn(owner);
  await (await user.download({ workspace: slug, kind: "contacts", format: "csv" })).response.text();
  const part = { workspace: slug, kind: "contacts", format: "xlsx", types: "lead", created_from: "2026-01-01" };
  await (await user.download(part)).response.arrayBuffer();
  for (let n = 0; n < 24; n++) await user.createExport({ workspace: slug, kind: "conversations", format: "json" });
  for (const [look, options] of Object.entries(looks)) {
    const page = await visit({ as: admin, reducedMotion: "reduce", ...options });
    await page.goto(`/${slug}/team/audit-log`, { waitUntil: "networkidle" });
    await page.screenshot({ path: `${folder}/audit-log-screen-${look}.png` });
    await page.getByRole("link", { name: "Older" }).click();
    await page.getByLabel(/^Entries of Contacts as CSV/).click();
    await save(page, `audit-log-opened-${look}`);
  }
  const page = await visit({ as: admin, viewport: { width: 1280, height: 900 } });
  await page.goto(`/${slug}/team/audit-log`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Verify log" }).click();
  await expect(page.getByText(/^No entry was changed/)).toBeVisible();
  await save(page, "audit-log-verified");
  await page.goto(`/${slug}/team/audit-log?search=nonsense`, { waitUntil: "networkidle" });
  await save(page, "audit-log-no-match");
});

test("long names fit on every page", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("long-names");
  const long = `Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ${"é".repeat(60)}`;
  await sql`update tenants set name = ${long} where id = ${id}`;
  await sql`update members set display_name = ${long} where tenant_id = ${id}`;
  await sql`insert into customers (tenant_id, type, name, company, email) values
    (${id}, 'contact', ${long}, ${long}, ${`${"long".repeat(15)}@example.test`})`;
  const user = await TestUser.signedIn(admin);
  await (await user.download({ workspace: slug, kind: "contacts", format: "csv" })).response.text();
  for (const width of [360, 1280]) {
    const page = await visit({ as: admin, viewport: { width, height: 900 } });
    for (const [name, path] of Object.entries({ contacts: "/contacts", "data-export": "/settings/data-export" })) {
      await page.goto(`/${slug}${path}`, { waitUntil: "networkidle" });
      await save(page, `long-${name}-${width}`);
    }
  }
});

test("receipts of every outcome", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("outcomes");
  await addManyContacts(id);
  const user = await TestUser.signedIn(owner);
  const page = await visit({ as: admin, viewport: { width: 1280, height: 900 } });
  const saveReceipt = async (exportId: string, outcome: string) => {
    await page.goto(`/${slug}/settings/data-export/receipts/${exportId}`, { waitUntil: "load" });
    await save(page, `receipt-${outcome}`);
    await page.setViewportSize({ width: 360, height: 740 });
    await save(page, `receipt-${outcome}-360`);
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  const waiting = await user.createExport({ workspace: slug, kind: "conversations", format: "json" });
  await saveReceipt(waiting.id, "waiting");
  const part = { workspace: slug, kind: "contacts", format: "xlsx", types: "lead", created_from: "2026-01-01" };
  const partial = await user.download(part);
  await partial.response.arrayBuffer();
  await saveReceipt(partial.id, "part");
  const running = await downloadSlowly(user, slug);
  await saveReceipt(running.id, "running");
  await user.fetch(`/api/exports/${running.id}/cancel`, { method: "POST" });
  expect(await running.finish()).toBe(false);
  await saveReceipt(running.id, "cancelled");
  const left = await user.download({ workspace: slug, kind: "contacts", format: "csv" });
  await left.response.body?.cancel();
  await endedExport(left.id);
  await saveReceipt(left.id, "interrupted");
  // As private.expire_stale_exports and the server would leave them.
  const [expired, failed] = await Promise.all(
    ["json", "ndjson"].map((format) => user.createExport({ workspace: slug, kind: "conversations", format })),
  );
  await withoutTriggers("exports", async (tx) => {
    await tx`update exports set status = 'expired', finished_at = now(), failure = 'never_downloaded' where id = ${expired?.id ?? ""}`;
    await tx`update exports set status = 'failed', started_at = now(), finished_at = now(), failure = 'internal' where id = ${failed?.id ?? ""}`;
  });
  await saveReceipt(expired?.id ?? "", "expired");
  await saveReceipt(failed?.id ?? "", "failed");
  for (const media of ["screen", "print"] as const) {
    await page.emulateMedia({ media });
    await page.goto(`/${slug}/settings/data-export`, { waitUntil: "load" });
    await save(page, `data-export-outcomes-${media}`);
  }
  // The page of every error of the server: 500 and 503 differ in words only.
  for (const colorScheme of ["light", "dark"] as const) {
    const ownPage = await visit({ as: owner, viewport: { width: 360, height: 740 }, colorScheme });
    await ownPage.goto(`/api/exports/${partial.id}/file`);
    await save(ownPage, `error-${colorScheme}`);
  }
});

test("menus, the sheet of a narrow screen, a toast, and a part with its preview", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("overlays");
  await addContacts(id, 30);
  for (const [look, options] of Object.entries(looks)) {
    const page = await visit({ as: admin, reducedMotion: "reduce", ...options });
    const settings = `/${slug}/settings/data-export`;
    await page.goto(`${settings}/customize?kind=contacts&types=contact&columns=email,name,created_at`, {
      waitUntil: "networkidle",
    });
    await save(page, `customize-${look}`);
    await page.goto(settings, { waitUntil: "networkidle" });
    await page.getByLabel("More formats for contacts").click();
    await expect(page.getByRole("menu")).toBeVisible();
    await page.screenshot({ path: `${folder}/formats-menu-${look}.png`, animations: "disabled" });
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    const isNarrow = options.viewport.width < 768;
    const opener = isNarrow
      ? page.getByRole("button", { name: "Menu" })
      : page.locator("[data-menu] > summary, [aria-haspopup=menu]").locator("visible=true").first();
    await opener.click();
    await expect(page.getByRole(isNarrow ? "dialog" : "menu")).toBeVisible();
    await page.screenshot({ path: `${folder}/navigation-${look}.png`, animations: "disabled" });
    if (isNarrow) {
      await page.emulateMedia({ forcedColors: "active" });
      await page.screenshot({ path: `${folder}/navigation-${look}-forced.png`, animations: "disabled" });
      await page.emulateMedia({ forcedColors: "none" });
    }
    await page.goto(settings, { waitUntil: "networkidle" });
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export contacts as CSV" }).press("Enter");
    // At once: while the card is in view, there is no toast.
    await page.getByRole("link", { name: "Settings" }).locator("visible=true").first().click();
    await (await downloading).path();
    await expect(page.getByRole("dialog", { name: /^Contacts as CSV/ })).toBeVisible();
    await page.screenshot({ path: `${folder}/toast-${look}.png`, animations: "disabled" });
  }
});

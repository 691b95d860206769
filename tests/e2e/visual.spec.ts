import type { Page } from "@playwright/test";
import { TestUser } from "../support/test-user";
import { addContacts, endedExport, makeWorkspace } from "../support/workspace";
import { boxTextStyles } from "./support/box-font";
import { expect, test } from "./support/test";

const admin = "admin@acme.test";
const priya = "c0000000-0000-4000-8000-000000000001";

/** Compares what is in view with the picture of this name in `visual-baselines`, with text as boxes and times of one length. */
async function expectSameLook(page: Page, name: string): Promise<void> {
  await page.addStyleTag({ content: boxTextStyles() });
  await page.evaluate(async () => {
    for (const time of document.querySelectorAll("time")) time.textContent = "Nov 25, 2026, 10:36 PM";
    // Chromium draws these itself, and not in the same way in every version.
    for (const field of document.querySelectorAll<HTMLElement>("input[type=date], select"))
      field.style.color = "transparent";
    await document.fonts.load("1rem Boxes");
    scrollTo(0, 0);
  });
  await expect.soft(page).toHaveScreenshot(`${name}.png`);
}

test("the main pages look as they did, in light and dark, wide and narrow", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("visual");
  await addContacts(id, 12);
  const user = await TestUser.signedIn(admin);
  const { id: exportId, response } = await user.download({ workspace: slug, kind: "contacts", format: "csv" });
  await response.text();
  await endedExport(exportId);

  const look = { viewport: { width: 1280, height: 900 }, locale: "en-US", timezoneId: "UTC", bypassCSP: true };
  const signedOut = await visit(look);
  await signedOut.goto("/login");
  await expectSameLook(signedOut, "sign-in");

  const page = await visit({ as: admin, ...look });
  const settings = `/${slug}/settings/data-export`;
  const pages = {
    contacts: `/${slug}/contacts`,
    contact: `/acme/contacts/${priya}`,
    customize: `${settings}/customize?kind=contacts&types=contact`,
    receipt: `${settings}/receipts/${exportId}`,
  };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path, { waitUntil: "networkidle" });
    await expectSameLook(page, name);
  }

  await page.goto(`/${slug}/team/audit-log`, { waitUntil: "networkidle" });
  await page.getByLabel(/^Entries of Contacts as CSV/).click();
  await expectSameLook(page, "audit-log");

  await page.goto(settings, { waitUntil: "networkidle" });
  await expectSameLook(page, "data-export");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectSameLook(page, "data-export-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 360, height: 900 });
  await expectSameLook(page, "data-export-narrow");
});

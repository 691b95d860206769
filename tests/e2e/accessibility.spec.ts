import type { Page } from "@playwright/test";
import { makeOutsiderUser } from "../support/outsider-user";
import { sql } from "../support/stack";
import { makeWorkspace } from "../support/workspace";
import { expectAccessible, expectNoViolations } from "./support/accessible";
import { expect, test } from "./support/test";

async function openDisclosures(page: Page) {
  for (const summary of await page.getByRole("main").locator("summary").all()) await summary.click();
}

// axe takes a second or two for each look at a page.
test.describe.configure({ timeout: 240_000 });

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(/status of 40[349]/);
});

test("sign-in, also after a failure", async ({ visit }) => {
  const page = await visit();
  await page.goto("/login");
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill("somebody-with-a-rather-long-address@subdomain.of.a.long.domain.example");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("do not match")).toBeVisible();
  await expectAccessible(page);
});

/** Priya Raman of the seed, who has a rich history. */
const priya = "c0000000-0000-4000-8000-000000000001";
const pages = ["", "/contacts", "/leads", `/contacts/${priya}`, "/settings", "/settings/data-export"];

test("every page of a workspace, with everything opened", async ({ visit }) => {
  const page = await visit({ as: "both@hydra.test" });
  for (const path of pages) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`/acme${path}`);
    await page.locator("aside summary").click();
    await openDisclosures(page);
    await expectAccessible(page);
  }
});

test("data export in a workspace where every name is long", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("long-names");
  const long = `Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ${"é".repeat(60)}`;
  await sql`update tenants set name = ${long} where id = ${id}`;
  await sql`update members set display_name = ${long} where tenant_id = ${id}`;
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}/settings/data-export`);
  await openDisclosures(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV", exact: true }).click(),
  ]);
  await download.path();
  await expect(page.getByText("Complete: 0 rows.")).toBeVisible();
  await expectAccessible(page);
});

test("the menu of narrow screens", async ({ visit }) => {
  const page = await visit({ as: "both@hydra.test" });
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto("/acme/settings");
  await page.getByRole("button", { name: "Menu" }).click();
  const menu = page.getByRole("complementary", { name: "Menu" });
  await menu.locator("summary").click();
  await expectNoViolations(page);
  await menu.getByRole("link", { name: "Home" }).click();
  await expect(page).toHaveURL("/acme");
  await expect(menu).toBeHidden();
});

test("403 and 404, inside a workspace and outside", async ({ visit }) => {
  const page = await visit({ as: "member@acme.test" });
  for (const path of ["/acme/settings/data-export", "/acme/nothing", "/nothing", "/api/nothing"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});

test("somebody who is in no workspace", async ({ visit }) => {
  const page = await visit({ as: await makeOutsiderUser() });
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are not in any workspace yet");
  await expectAccessible(page);
});

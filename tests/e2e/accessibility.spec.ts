import { makeOutsiderUser } from "../support/outsider-user";
import { sql } from "../support/stack";
import { makeWorkspace } from "../support/workspace";
import { expectAccessible } from "./support/accessible";
import { openDisclosures } from "./support/disclosures";
import { expect, test } from "./support/test";

// An axe run takes a second or two.
test.describe.configure({ timeout: 240_000 });

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(/status of 40[349]/);
});

test("the sign-in page has no axe violations before and after a failed attempt", async ({ visit }) => {
  const page = await visit();
  await page.goto("/login");
  await expectAccessible(page);
  await page.getByLabel("Email").fill("somebody-with-a-rather-long-address@subdomain.of.a.long.domain.example");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Incorrect email or password.")).toBeVisible();
  await expectAccessible(page);
});

/** Priya Raman of the seed data, a contact with conversations and tickets. */
const priya = "c0000000-0000-4000-8000-000000000001";
const pages = ["", "/contacts", "/leads", `/contacts/${priya}`, "/settings", "/settings/data-export"];

test("the pages of a workspace have no axe violations with every disclosure open", async ({ visit }) => {
  const page = await visit({ as: "both@hydra.test" });
  for (const path of pages) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`/acme${path}`);
    await openDisclosures(page);
    await expectAccessible(page);
  }
});

test("the data export page fits long names and has no axe violations", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("long-names");
  const long = `Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ${"é".repeat(60)}`;
  await sql`update tenants set name = ${long} where id = ${id}`;
  await sql`update members set display_name = ${long} where tenant_id = ${id}`;
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}/settings/data-export`);
  await openDisclosures(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export contacts as CSV" }).click(),
  ]);
  await download.path();
  await expect(page.getByText(/^Downloaded 0 rows/)).toBeVisible();
  await expectAccessible(page);
});

test("the 403 and 404 pages have no axe violations inside and outside of a workspace", async ({ visit }) => {
  const page = await visit({ as: "member@acme.test" });
  for (const path of ["/acme/settings/data-export", "/acme/nothing", "/nothing", "/api/nothing"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});

test("a user without a workspace gets an explanation without axe violations", async ({ visit }) => {
  const page = await visit({ as: await makeOutsiderUser() });
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You’re not in a workspace yet");
  await expectAccessible(page);
});

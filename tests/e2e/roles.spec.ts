import { DataExportPage } from "./support/data-export-page";
import { expect, test } from "./support/test";

test("a member has no link to settings and gets a 403 page that names the owner", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 403/);
  const page = await visit({ as: "member@acme.test" });
  await page.goto("/acme");
  await expect(page.getByRole("navigation").getByRole("link")).toHaveText(["Home", "Contacts", "Leads"]);
  await expect(page.getByRole("main").getByRole("link")).toHaveText(["Contacts", "Leads"]);
  await expect(page.getByRole("main")).toContainText(
    "If you need an export, ask Olivia Hart, the owner of this workspace.",
  );

  for (const path of ["/acme/settings", "/acme/settings/data-export"]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(403);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unauthorized");
    await expect(page).toHaveTitle("Unauthorized · Acme · Hydra");
    await expect(page.getByRole("main")).toContainText("Only owners and admins can view this page.");
    await expect(page.getByRole("main")).toContainText("Olivia Hart, the owner of this workspace");
    await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
    await expect(page.locator("form[action*=exports]")).toHaveCount(0);
  }
  await page.getByRole("link", { name: "Go to home" }).click();
  await expect(page).toHaveURL("/acme");
});

test("a user of two workspaces switches between them with the role of each", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 403/);
  const page = await visit({ as: "both@hydra.test" });
  const menu = page.getByRole("complementary", { name: "Menu" });
  await page.goto("/acme");
  await expect(menu.getByRole("link", { name: "Settings" })).toBeVisible();
  await menu.locator("summary").click();
  await page.getByRole("menuitem", { name: "Globex" }).click();
  await expect(page).toHaveURL("/globex");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(menu.getByRole("link", { name: "Settings" })).toHaveCount(0);
  expect((await page.goto("/globex/settings/data-export"))?.status()).toBe(403);

  // The short path redirects to the workspace where the user is an admin.
  await page.goto("/settings/data-export");
  await expect(page).toHaveURL("/acme/settings/data-export");
  await expect(new DataExportPage(page, "acme").button).toBeVisible();
});

test("a user of another workspace gets the same 404 page as for a workspace that does not exist", async ({
  visit,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  const page = await visit({ as: "owner@globex.test" });
  const pages: string[] = [];
  for (const slug of ["acme", "no-such-workspace"]) {
    expect((await page.goto(`/${slug}/settings/data-export`))?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
    pages.push(await page.getByRole("main").innerHTML());
  }
  expect(pages[0]).toBe(pages[1]);
});

test("an unknown API path answers with a JSON 404", async ({ visit }) => {
  const { request } = await visit();
  for (const path of ["/api/nothing", "/api/exports/1/2/3"]) {
    for (const method of ["GET", "POST", "DELETE"]) {
      const response = await request.fetch(path, { method, maxRedirects: 0, headers: { accept: "*/*" } });
      expect(response.status()).toBe(404);
      expect(await response.json()).toEqual({
        error: { code: "not_found", message: expect.any(String), requestId: expect.any(String) },
      });
    }
  }
});

import { expect, test } from "./support/test";

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(/status of 40[34]/);
});

for (const javaScriptEnabled of [false, true]) {
  const how = javaScriptEnabled ? "with" : "without";

  test(`${how} JavaScript, a member reads on the 403 page whom to ask, and gets home from there`, async ({ visit }) => {
    const page = await visit({ as: "member@acme.test", javaScriptEnabled });
    for (const path of ["settings", "settings/data-export", "team/audit-log", "settings/data-export/customize"]) {
      expect((await page.goto(`/acme/${path}`))?.status()).toBe(403);
      await expect(page).toHaveTitle("Unauthorized · Acme · Hydra");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unauthorized");
      await expect(page.getByRole("main")).toContainText("ask Olivia Hart, the owner of this workspace");
    }
    await page.getByRole("main").getByRole("link", { name: "Go to home" }).click();
    await expect(page).toHaveURL("/acme");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
  });

  test(`${how} JavaScript, an unknown address in a workspace has a 404 page with the menu`, async ({ visit }) => {
    const page = await visit({ as: "admin@acme.test", javaScriptEnabled });
    for (const path of ["no/such/page", "contacts/x", `settings/data-export/receipts/${crypto.randomUUID()}`]) {
      expect((await page.goto(`/acme/${path}`))?.status()).toBe(404);
      await expect(page).toHaveTitle("Page not found · Acme · Hydra");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
    }
    await page.getByRole("link", { name: "Contacts" }).click();
    await expect(page).toHaveURL("/acme/contacts");
  });

  test(`${how} JavaScript, somebody else's workspace has the 404 page of one that does not exist`, async ({
    visit,
  }) => {
    const page = await visit({ as: "owner@globex.test", javaScriptEnabled });
    const seen: (string | null)[] = [];
    for (const slug of ["acme", "no-such-workspace"]) {
      for (const path of ["", "/contacts", "/settings/data-export", "/no/such/page"]) {
        const response = await page.goto(`/${slug}${path}`);
        expect(response?.status()).toBe(404);
        await expect(page).toHaveTitle("Page not found · Hydra");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
        seen.push(await page.getByRole("main").textContent());
      }
    }
    expect(new Set(seen).size).toBe(1);
    await page.getByRole("link", { name: "Go to your workspace" }).click();
    await expect(page).toHaveURL("/globex");
  });
}

import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

const noMatch = "That e-mail and password do not match. Check both and try again.";

async function tryToSignIn(page: Page, email: string, password: string) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a link into a workspace leads to sign-in, and from there to where it pointed", async ({ visit }) => {
  const page = await visit();
  await page.goto("/acme/settings/data-export?from=mail");
  await expect(page).toHaveURL(/\/login\?next=/);
  await tryToSignIn(page, "admin@acme.test", "hydra-demo");
  await expect(page).toHaveURL("/acme/settings/data-export?from=mail");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Data export");
  await expect(page.getByRole("complementary")).toContainText("admin@acme.test");
});

test("signing in works without JavaScript", async ({ visit }) => {
  const page = await visit({ javaScriptEnabled: false });
  await page.goto("/acme/settings");
  await tryToSignIn(page, "admin@acme.test", "hydra-demo");
  await expect(page).toHaveURL("/acme/settings");
});

test("a wrong password and an unknown account get the same words, and the e-mail stays", async ({ visit }) => {
  const page = await visit();
  await page.goto("/login");
  for (const email of ["admin@acme.test", "nobody@acme.test"]) {
    await tryToSignIn(page, email, "not-the-password");
    await expect(page.getByRole("alert").filter({ hasText: noMatch })).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
    await expect(page.getByLabel("Password")).toHaveValue("");
    await expect(page.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
  }
  // Somebody whom no other test puts into a workspace of its own.
  await tryToSignIn(page, "owner@globex.test", "hydra-demo");
  await expect(page).toHaveURL("/globex");
});

test("signing out ends the session in this browser and in no other", async ({ visit }) => {
  const [here, elsewhere] = [await visit({ as: "owner@globex.test" }), await visit({ as: "owner@globex.test" })];
  await here.goto("/globex/settings");
  await here.getByRole("button", { name: "Sign out" }).click();
  await expect(here).toHaveURL("/login");
  await here.goto("/globex/settings");
  await expect(here).toHaveURL("/login?next=%2Fglobex%2Fsettings");
  await elsewhere.goto("/globex/settings");
  await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("Settings");
});

test("somebody who is signed in already does not see the form", async ({ visit }) => {
  const page = await visit({ as: "owner@globex.test" });
  await page.goto("/login?next=%2Fglobex%2Fsettings");
  await expect(page).toHaveURL("/globex/settings");
});

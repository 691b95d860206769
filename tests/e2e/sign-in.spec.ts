import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

const incorrect = "Incorrect email or password.";

async function tryToSignIn(page: Page, email: string, password: string) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a signed-out user follows a link to a page, signs in, and lands on that page", async ({ visit }) => {
  const page = await visit();
  await page.goto("/acme/settings/data-export?from=mail");
  await expect(page).toHaveURL(/\/login\?next=/);
  await tryToSignIn(page, "admin@acme.test", "hydra-demo");
  await expect(page).toHaveURL("/acme/settings/data-export?from=mail");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Data export");
  await expect(page.getByRole("complementary")).toContainText("admin@acme.test");
});

test("a user signs in without JavaScript", async ({ visit }) => {
  const page = await visit({ javaScriptEnabled: false });
  await page.goto("/acme/settings");
  await tryToSignIn(page, "admin@acme.test", "hydra-demo");
  await expect(page).toHaveURL("/acme/settings");
});

test("a wrong password and an unknown account get the same message, and the email stays filled in", async ({
  visit,
}) => {
  const page = await visit();
  await page.goto("/login");
  for (const email of ["admin@acme.test", "nobody@acme.test"]) {
    await tryToSignIn(page, email, "not-the-password");
    await expect(page.getByRole("alert").filter({ hasText: incorrect })).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue(email);
    await expect(page.getByLabel("Password")).toHaveValue("");
    await expect(page.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
  }
  // A user whom no other test adds to a workspace.
  await tryToSignIn(page, "owner@globex.test", "hydra-demo");
  await expect(page).toHaveURL("/globex");
});

test("signing out ends the session in this browser only", async ({ visit }) => {
  const newlySignedIn = { as: "owner@globex.test", newSession: true };
  const [browser, otherBrowser] = [await visit(newlySignedIn), await visit(newlySignedIn)];
  await browser.goto("/globex/settings");
  await browser.getByRole("button", { name: "Sign out" }).click();
  await expect(browser).toHaveURL("/login");
  await browser.goto("/globex/settings");
  await expect(browser).toHaveURL("/login?next=%2Fglobex%2Fsettings");
  await otherBrowser.goto("/globex/settings");
  await expect(otherBrowser.getByRole("heading", { level: 1 })).toHaveText("Settings");
});

test("a signed-in user is redirected from the sign-in page", async ({ visit }) => {
  const page = await visit({ as: "owner@globex.test" });
  await page.goto("/login?next=%2Fglobex%2Fsettings");
  await expect(page).toHaveURL("/globex/settings");
});

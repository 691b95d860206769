import type { Locator, Page } from "@playwright/test";
import { expectNoViolations } from "./support/accessible";
import { expect, test } from "./support/test";

const both = "both@hydra.test";
const sidebar = (page: Page) => page.getByRole("complementary", { name: "Menu" });
/** The button of the workspace menu, before and after its script is loaded. */
const switcher = (page: Page) => sidebar(page).locator('[data-menu] > summary, [aria-haspopup="menu"]');

test("the workspace menu opens with a click or a key, moves with the arrows and closes with Escape or a click elsewhere", async ({
  visit,
}) => {
  const page = await visit({ as: both });
  await page.goto("/acme");
  const menu = page.getByRole("menu");
  const trigger = sidebar(page).getByRole("button", { name: "Acme Switch workspace" });

  await switcher(page).click();
  await expect(menu).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(trigger).toBeFocused();

  await page.keyboard.press("Enter");
  // Other tests make more workspaces.
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem").nth(1)).toBeFocused();
  await page.mouse.click(800, 600);
  await expect(menu).toBeHidden();

  await trigger.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("globex");
  await expect(page.getByRole("menuitem", { name: "Globex" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/globex");
  await expect(menu).toHaveCount(0);
});

test("the first key press on the workspace menu opens it, before its script is loaded", async ({ visit }) => {
  const page = await visit({ as: both });
  await page.goto("/acme", { waitUntil: "networkidle" });
  await sidebar(page).locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
});

test("a tap on the workspace menu opens it, before its script is loaded", async ({ visit }) => {
  const page = await visit({ as: both, hasTouch: true });
  await page.goto("/acme", { waitUntil: "networkidle" });
  await switcher(page).tap();
  await expect(page.getByRole("menuitem", { name: "Globex" })).toBeVisible();
});

test("the workspace menu works without JavaScript", async ({ visit }) => {
  const page = await visit({ as: both, javaScriptEnabled: false });
  await page.goto("/acme");
  await switcher(page).click();
  await sidebar(page).getByRole("link", { name: "Globex" }).click();
  await expect(page).toHaveURL("/globex");
});

test("the workspace menu opens as plain links when its script is gone after a deployment", async ({
  visit,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  const page = await visit({ as: both });
  await page.goto("/acme", { waitUntil: "networkidle" });
  await page.route("**/_next/static/chunks/**", (route) => route.fulfill({ status: 404 }));
  await switcher(page).click();
  await expect(sidebar(page).getByRole("link", { name: "Globex" })).toBeVisible();
});

test("the menu of a narrow screen keeps the focus, closes with Escape and after a navigation", async ({ visit }) => {
  const page = await visit({ as: both, viewport: { width: 360, height: 640 } });
  await page.goto("/acme/settings");
  const button = page.getByRole("button", { name: "Menu" });
  const sheet = page.getByRole("dialog", { name: "Menu" });
  await button.click();
  await expect(sheet).toBeVisible();
  await expectNoViolations(page);
  for (let press = 0; press < 15; press++) {
    await page.keyboard.press("Tab");
    expect(await sheet.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(button).toBeFocused();

  await button.click();
  await sheet.getByRole("link", { name: "Home" }).click();
  await expect(page).toHaveURL("/acme");
  await expect(sheet).toBeHidden();
});

test("the menu of a narrow screen closes when the window becomes wide, where the menu is a column", async ({
  visit,
}) => {
  const page = await visit({ as: both, viewport: { width: 390, height: 640 } });
  await page.goto("/acme/settings");
  const sheet = page.getByRole("dialog", { name: "Menu" });
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(sheet).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 900 });
  await expect(sheet).toBeHidden();
  await page.getByRole("link", { name: "Data export" }).click();
  await expect(page).toHaveURL("/acme/settings/data-export");
  await page.setViewportSize({ width: 390, height: 640 });
  await expect(sheet).toBeHidden();
});

test("breadcrumbs have a separator between two pages and none after the last", async ({ visit }) => {
  const page = await visit({ as: both });
  for (const [path, trail] of [
    ["/acme/settings/data-export", ["Settings"]],
    ["/acme/settings/data-export/customize", ["Settings", "Data export"]],
  ] as const) {
    await page.goto(path);
    const breadcrumbs = page.getByRole("navigation", { name: "Breadcrumb" });
    await expect(breadcrumbs.getByRole("link")).toHaveText([...trail]);
    await expect(breadcrumbs.locator("svg")).toHaveCount(trail.length - 1);
  }
});

test("the menu of a narrow screen works without JavaScript", async ({ visit }) => {
  const page = await visit({ as: both, javaScriptEnabled: false, viewport: { width: 360, height: 640 } });
  await page.goto("/acme/settings");
  await page.getByRole("button", { name: "Menu" }).click();
  await sidebar(page).getByRole("link", { name: "Home" }).click();
  await expect(page).toHaveURL("/acme");
});

test("a click on a link shows a progress bar within 100 ms and then the shape of the page, until the page is there", async ({
  visit,
}) => {
  const page = await visit({ as: "admin@acme.test" });
  await page.goto("/acme", { waitUntil: "networkidle" });
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(/\/acme\/contacts\?_rsc/, async (route) => {
    await released;
    await route.continue();
  });
  await page.evaluate(() => {
    const state = window as unknown as { clickedAt: number; shownAfter?: number };
    addEventListener("click", () => Object.assign(state, { clickedAt: performance.now() }), { capture: true });
    new MutationObserver(() => {
      if (document.querySelector('[role="progressbar"]')) state.shownAfter ??= performance.now() - state.clickedAt;
    }).observe(document.body, { childList: true, subtree: true });
  });
  await sidebar(page).getByRole("link", { name: "Contacts" }).click();
  const bar = page.getByRole("progressbar", { name: "Loading the page" });
  const skeleton = page.locator("[data-skeleton]");
  await expect(bar).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { shownAfter: number }).shownAfter)).toBeLessThan(100);
  await expect(skeleton).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Hello" })).toBeHidden();
  release();
  await expect(page.getByRole("heading", { level: 1, name: "Contacts" })).toBeVisible();
  await expect(bar).toHaveCount(0);
  await expect(skeleton).toHaveCount(0);
});

test("in forced colors, buttons and menus have an edge, and the current page and the current item stand out", async ({
  visit,
}) => {
  const page = await visit({ as: "admin@acme.test", forcedColors: "active" });
  await page.goto("/acme/contacts");
  const edge = (name: string) =>
    page.getByRole("button", { name }).evaluate((button) => getComputedStyle(button).borderTopWidth);
  expect(await edge("Search")).toBe("1px");
  expect(await edge("Sign out")).toBe("1px");
  const background = (name: string) =>
    sidebar(page)
      .getByRole("link", { name })
      .evaluate((link) => getComputedStyle(link).backgroundColor);
  expect(await background("Contacts")).not.toBe(await background("Leads"));
  await page.goto("/acme/settings/data-export");
  await page.getByLabel("More formats for contacts").press("Enter");
  const items = page.getByRole("menuitem");
  await expect(items.first()).toBeFocused();
  const outline = (item: Locator) => item.evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(await outline(items.first())).toBe("solid");
  expect(await outline(items.nth(1))).toBe("none");
  expect(await page.getByRole("menu").evaluate((menu) => getComputedStyle(menu).borderTopWidth)).toBe("1px");
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("button", { name: "Menu" }).click();
  const sheet = page.getByRole("dialog", { name: "Menu" });
  const { width, isVisible } = await sheet.evaluate((element) => {
    const { borderRightWidth, borderRightColor, backgroundColor } = getComputedStyle(element);
    return { width: borderRightWidth, isVisible: borderRightColor !== backgroundColor };
  });
  expect([width, isVisible]).toEqual(["1px", true]);
  const inSheet = (name: string) =>
    sheet.getByRole("link", { name }).evaluate((link) => getComputedStyle(link).backgroundColor);
  expect(await inSheet("Settings")).not.toBe(await inSheet("Leads"));
});

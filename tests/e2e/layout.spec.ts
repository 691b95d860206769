import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

const priya = "c0000000-0000-4000-8000-000000000001";
const paths = [
  "",
  "/contacts",
  `/contacts/${priya}`,
  `/contacts/${priya}/export`,
  "/leads",
  "/settings",
  "/settings/data-export",
  "/team/audit-log",
  "/no/such/page",
];

/** What is wrong with the layout of a page, in words. Numbers and not pictures, because fonts differ between machines. */
function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems: string[] = [];
    const overflow = document.documentElement.scrollWidth - innerWidth;
    if (overflow > 0) problems.push(`scrolls ${overflow} px to the side`);
    const controls = [...document.querySelectorAll<HTMLElement>("button, select, input:not([type=hidden]), summary")]
      .filter((element) => element.checkVisibility() && !element.matches("[type=radio], [type=file]"))
      .map((element) => ({
        name: element.textContent || element.getAttribute("name"),
        box: element.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width > 1 && box.height > 1);
    for (const { name, box } of controls) {
      // WCAG 2.2, 2.5.8.
      if (box.height < 24 || box.width < 24) problems.push(`"${name}" is ${box.width} x ${box.height} px`);
      if (box.left < 0 || box.right > innerWidth) problems.push(`"${name}" is cut off`);
    }
    for (const [index, a] of controls.entries()) {
      for (const b of controls.slice(index + 1)) {
        const isApart =
          a.box.right <= b.box.left + 1 ||
          b.box.right <= a.box.left + 1 ||
          a.box.bottom <= b.box.top + 1 ||
          b.box.bottom <= a.box.top + 1;
        if (!isApart) problems.push(`"${a.name}" overlaps "${b.name}"`);
      }
    }
    return problems;
  });
}

for (const width of [360, 768, 1280, 1920]) {
  test(`at ${width} px no page scrolls to the side, and its controls are large enough and apart from each other`, async ({
    visit,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 404/);
    const page = await visit({ as: "admin@acme.test", viewport: { width, height: 900 } });
    for (const path of paths) {
      await page.goto(`/acme${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await layoutProblems(page), path).toEqual([]);
    }
  });
}

test("the buttons of the data export page are in view without scrolling, and no two have the same name", async ({
  visit,
}) => {
  const page = await visit({ as: "admin@acme.test", viewport: { width: 1280, height: 800 } });
  await page.goto("/acme/settings/data-export");
  for (const name of ["Export contacts as CSV", "Export conversations as JSON"]) {
    await expect(page.getByRole("button", { name })).toBeInViewport();
  }
  const names = await page
    .getByRole("main")
    .locator("button, summary")
    .evaluateAll((buttons) =>
      buttons
        .filter((button) => button.checkVisibility())
        .map((button) => button.getAttribute("aria-label") ?? button.textContent),
    );
  expect(new Set(names).size, names.join(", ")).toBe(names.length);
});

test("on a narrow screen the buttons of a page's header follow its text", async ({ visit }) => {
  const page = await visit({ as: "admin@acme.test", viewport: { width: 360, height: 740 } });
  await page.goto("/acme/team/audit-log");
  const text = await page.getByText("Every export from this workspace.").boundingBox();
  const button = await page.getByRole("link", { name: "Download the whole log" }).boundingBox();
  expect(button?.y).toBeGreaterThanOrEqual((text?.y ?? 0) + (text?.height ?? 0));
});

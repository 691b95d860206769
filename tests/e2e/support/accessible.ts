import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** No violation of any axe rule and no sideways scrolling, in light and dark, wide and on the narrowest phones. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoViolations(page);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways, `${page.url()} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
  }
}

/** No violation of any axe rule at the width that the page has now, in light and dark. */
export async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Wholly in the page: the other mode is for frames from other sites, and opens a blank page for every look.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // Nobody reads about the elements that pass, so that axe need not describe each of them.
    const { violations } = await axe.options({ resultTypes: ["violations"] }).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary).join(" ")}`,
    );
    expect(found, `${page.url()}, ${colorScheme}, ${page.viewportSize()?.width} px`).toEqual([]);
  }
}

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Expects no axe violations and no horizontal scrolling, in light and dark mode, at 1280 and 360 px. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoViolations(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, `${page.url()} scrolls horizontally at ${width} px`).toBeLessThanOrEqual(0);
  }
}

/** axe's rules about colors, the only ones whose result depends on the color scheme. */
const colorRules = ["color-contrast", "link-in-text-block"];

/** Expects no axe violations in light and dark mode at the current viewport width. */
export async function expectNoViolations(page: Page): Promise<void> {
  for (const [colorScheme, rules] of [
    ["light", {}],
    ["dark", { runOnly: colorRules }],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Legacy mode runs in the page; the default opens a blank page per run, for cross-origin frames, which there are none of.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // Faster: results of passing elements are not needed, nor style sheets and media, which only rules for sounds and screen rotation use.
    const { violations } = await axe.options({ resultTypes: ["violations"], preload: false, ...rules }).analyze();
    const messages = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary).join(" ")}`,
    );
    expect(messages, `${page.url()}, ${colorScheme}, ${page.viewportSize()?.width} px`).toEqual([]);
  }
}

import type { Page } from "@playwright/test";

/** Opens every disclosure of the page's main part, also those within others. */
export async function openDisclosures(page: Page): Promise<void> {
  // A menu is a details element, too, until its script is loaded.
  const closed = page.getByRole("main").locator("details:not([data-menu], [open]) > summary:visible");
  while ((await closed.count()) > 0) await closed.first().click();
}

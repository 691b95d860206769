import type { Page } from "@playwright/test";

/** Opens every visible disclosure that is closed of the page's main part. */
export async function openDisclosures(page: Page): Promise<void> {
  // A menu is a details element, too, until its script is loaded.
  const summaries = page.getByRole("main").locator("details:not([data-menu], [open]) > summary:visible");
  for (const summary of await summaries.all()) await summary.click();
}

import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "@playwright/test";

/** Page object of the data export page. */
export class DataExportPage {
  readonly page: Page;
  readonly path: string;
  /** The contacts export card. */
  readonly card: Locator;

  constructor(page: Page, slug: string) {
    this.page = page;
    this.path = `/${slug}/settings/data-export`;
    this.card = page.getByRole("region", { name: "Contacts, leads & former customers" });
  }

  static async open(page: Page, slug: string): Promise<DataExportPage> {
    const opened = new DataExportPage(page, slug);
    await page.goto(opened.path);
    return opened;
  }

  /** The button of the usual format. */
  get button(): Locator {
    return this.card.getByRole("button", { name: "Export contacts as CSV", exact: true });
  }

  /** The button of the menu of other formats, before and after its script is loaded. */
  get moreFormats(): Locator {
    return this.card.getByLabel("More formats for contacts");
  }

  get history(): Locator {
    return this.page.getByRole("region", { name: "History" });
  }

  /** Starts an export of contacts as its user does: with the button, or through the menu of other formats. */
  async export(format: string): Promise<void> {
    if (format === "CSV") return this.button.click();
    await this.moreFormats.click();
    await this.page.getByRole("menuitem", { name: `Export contacts as ${format}`, exact: true }).click();
  }

  /** Performs an action and waits for the download it starts. */
  async download(action: () => Promise<void>): Promise<Download> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), action()]);
    return download;
  }
}

/** The text of a download, once it is complete. */
export async function fileText(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

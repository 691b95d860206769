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

  button(label: string): Locator {
    return this.card.getByRole("button", { name: label, exact: true });
  }

  get moreFormats(): Locator {
    return this.card.getByText("More formats", { exact: true });
  }

  get lastExported(): Locator {
    return this.card.getByText("Last exported", { exact: true }).locator("xpath=following-sibling::dd");
  }

  /** The start of the last export in ISO 8601; null for "Never". */
  async lastExportedAt(): Promise<string | null> {
    const time = this.lastExported.locator("time");
    return (await time.count()) ? time.getAttribute("datetime") : null;
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

import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "@playwright/test";

/** The Data export page, in the words of somebody who looks at it. */
export class DataExportPage {
  readonly page: Page;
  readonly path: string;
  /** The part of the page that is about contacts. */
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

  /** When the newest export on the page started, to the microsecond; null for "Never". */
  async lastExportedAt(): Promise<string | null> {
    const time = this.lastExported.locator("time");
    return (await time.count()) ? time.getAttribute("datetime") : null;
  }

  /** Does something that starts a download, and waits for it to start. */
  async download(act: () => Promise<void>): Promise<Download> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), act()]);
    return download;
  }
}

/** The whole text of a finished download. */
export async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

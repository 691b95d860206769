import type { Locator, Page } from "@playwright/test";

/** Page object of the Contacts and Leads lists and of a customer's page. */
export class CustomersPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get customers(): Locator {
    return this.page.getByRole("table").getByRole("link");
  }

  async search(text: string): Promise<void> {
    await this.page.getByLabel("Name, email or company").fill(text);
    await this.page.getByRole("button", { name: "Search" }).click();
  }

  async filter(type: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "Type" }).getByRole("link", { name: type }).click();
  }

  /** An entry of an open conversation or ticket. */
  entry(text: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: text }).last();
  }

  async backgroundColor(entry: Locator): Promise<string> {
    return entry.evaluate((element) => getComputedStyle(element).backgroundColor);
  }

  /** The computed color of a design token. */
  async color(token: string): Promise<string> {
    return this.page.evaluate((name) => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.backgroundColor = `var(${name})`;
      const color = getComputedStyle(probe).backgroundColor;
      probe.remove();
      return color;
    }, token);
  }
}

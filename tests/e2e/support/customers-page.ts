import type { Locator, Page } from "@playwright/test";

/** The Contacts or Leads page and the pages of its people, in the words of somebody who looks at them. */
export class PeoplePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get people(): Locator {
    return this.page.getByRole("table").getByRole("link");
  }

  async search(text: string): Promise<void> {
    await this.page.getByLabel("Name, e-mail or company").fill(text);
    await this.page.getByRole("button", { name: "Search" }).click();
  }

  async filter(type: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "Type" }).getByRole("link", { name: type }).click();
  }

  /** What was written in an opened conversation or ticket, and in which color its ground is. */
  entry(text: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: text }).last();
  }

  async ground(entry: Locator): Promise<string> {
    return entry.evaluate((element) => getComputedStyle(element).backgroundColor);
  }

  /** The color that a token of the design stands for now. */
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

import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { sharedSession, signIn } from "../../support/sign-in";
import { stack } from "../../support/stack";

type VisitOptions = BrowserContextOptions & {
  /** The email of a user to sign in as. */
  as?: string;
  /** Whether that user signs in for this page, for a test that ends the session. */
  newSession?: boolean;
};

type Fixtures = {
  /** Console errors that the test expects; any other fails it. */
  expectedErrors: RegExp[];
  /** Opens a page in a new browser context, signed out or with a session. */
  visit: (options?: VisitOptions) => Promise<Page>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright requires an object pattern here.
  expectedErrors: async ({}, use) => {
    await use([]);
  },

  visit: async ({ browser, expectedErrors }, use) => {
    const errors: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async ({ as, newSession, ...options } = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      context.on("weberror", (error) => errors.push(String(error.error())));
      context.on("console", (message) => {
        if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
      });
      if (as) await context.addCookies(cookies(await (newSession ? signIn : sharedSession)(as)));
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)))).toEqual([]);
  },
});

export { expect };

/** A session for a browser context. */
export function cookies(header: string) {
  return header.split("; ").map((pair) => {
    const split = pair.indexOf("=");
    return { name: pair.slice(0, split), value: pair.slice(split + 1), url: stack.appUrl };
  });
}

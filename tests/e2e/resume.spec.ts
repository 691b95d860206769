import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { startCuttingProxy } from "../support/cutting-proxy";
import { sharedSession } from "../support/sign-in";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { addContacts, endedExport, makeWorkspace } from "../support/workspace";
import { expectNoViolations } from "./support/accessible";
import { cookies, expect, test } from "./support/test";

const admin = "admin@acme.test";

/** A Chromium with its page of downloads, which the one without windows lacks. */
const wholeChromium = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
  .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

test("Chromium's Resume goes on with a download that was cut off twice", async () => {
  test.skip(wholeChromium === undefined, "Chromium with windows is not installed");
  const { id: tenant, slug } = await makeWorkspace("chromium-resume");
  await addContacts(tenant, 5_000, 1_000);
  const user = await TestUser.signedIn(admin);
  const { id, file } = await user.createExport({ workspace: slug, kind: "contacts", format: "csv" });
  const proxy = await startCuttingProxy(stack.appUrl);
  const directory = mkdtempSync(join(tmpdir(), "hydra-chromium-"));
  const downloadsPath = join(directory, "downloads");
  // A profile of its own: the page of downloads does not list those of private windows.
  const context = await chromium.launchPersistentContext(join(directory, "profile"), {
    executablePath: wholeChromium,
    headless: false,
    args: ["--headless=new", "--no-sandbox", "--disable-gpu"],
    downloadsPath,
  });
  try {
    await context.addCookies(cookies(await sharedSession(admin)));
    proxy.cutAfter = () => 1_000_000;
    const page = await context.newPage();
    // The address becomes a download, which Playwright calls an error.
    await page.goto(proxy.url + file).catch(() => undefined);
    await endedExport(id);
    await page.goto("chrome://downloads/");
    const resume = async () => {
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: "Resume" }).click();
    };
    await resume();
    await expect.poll(async () => (await endedExport(id)).attempt).toBe(2);
    proxy.cutAfter = () => Number.POSITIVE_INFINITY;
    await resume();
    await expect(page.getByRole("button", { name: "Show in folder" })).toBeVisible();
    const record = await endedExport(id);
    const saved = readdirSync(downloadsPath).map((name) => readFileSync(join(downloadsPath, name)));
    expect(record).toMatchObject({ status: "completed", attempt: 3 });
    expect(saved.map((bytes) => createHash("sha256").update(bytes).digest("hex"))).toEqual([record.sha256]);
  } finally {
    await context.close();
    await proxy.stop();
    rmSync(directory, { recursive: true });
  }
});

test("the page saves a file that was cut off by itself, goes on at each cut, and compares it with the receipt", async ({
  visit,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_(CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING)/);
  const { id: tenant, slug } = await makeWorkspace("saved-by-page");
  await addContacts(tenant, 3_000, 1_000);
  const proxy = await startCuttingProxy(stack.appUrl);
  // The scripts of the page fit through.
  proxy.cutAfter = () => 1_500_000;
  try {
    const page = await visit({ as: admin });
    // A test cannot use the browser's dialog; the origin's private files have the same interface.
    await page.addInitScript(() => {
      Object.assign(window, {
        showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
          (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
      });
    });
    await page.goto(`${proxy.url}/${slug}/settings/data-export`);
    const card = page.getByRole("region", { name: "Contacts, leads & former customers" });
    await card.getByRole("button", { name: "Export contacts as CSV", exact: true }).click();
    await card.getByRole("button", { name: "save it with automatic resume" }).click();
    await expect(card).toContainText(/Saving contacts as CSV\. Keep this page open\./);
    await expect(card).toContainText(/Saved [\d.]+ MB, the same as on its receipt/, { timeout: 60_000 });
    const [record = {}] = await sql`select * from exports where tenant_id = ${tenant}`;
    expect(record).toMatchObject({ status: "completed" });
    expect(record.attempt).toBeGreaterThan(2);
    const saved = await page.evaluate(async () => {
      const files: { name: string; sha256: string }[] = [];
      for await (const handle of (await navigator.storage.getDirectory()).values()) {
        const bytes = await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer();
        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        files.push({ name: handle.name, sha256: [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("") });
      }
      return files;
    });
    expect(saved).toEqual([{ name: expect.stringMatching(/-contacts-.*Z\.csv$/), sha256: record.sha256 }]);
    await expectNoViolations(page);
  } finally {
    await proxy.stop();
  }
});

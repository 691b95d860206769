import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { startCuttingProxy } from "../support/cutting-proxy";
import { sharedSession } from "../support/sign-in";
import { stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { addContacts, endedExport, makeWorkspace } from "../support/workspace";
import { cookies, expect, test } from "./support/test";

const admin = "admin@acme.test";

/** A Chromium with its page of downloads, which the one without windows lacks. */
const wholeChromium = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
  .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

test("Chromium's Resume goes on with a download that was cut off twice", async () => {
  test.skip(wholeChromium === undefined, "Chromium with windows is not installed");
  const { id: tenant, slug } = await makeWorkspace("chromium-resume");
  await addContacts(tenant, 9_000, 1_000);
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

import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CuttingProxy, startCuttingProxy } from "../../support/cutting-proxy";
import { findProgram } from "../../support/reverse-proxy";
import { sql, stack } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { waitUntil } from "../../support/wait-until";
import { addContacts, endedExport, entriesOfExport, makeWorkspace } from "../../support/workspace";

// Not the one without windows, which has no page of downloads.
const program = findProgram("chromium");

let admin: TestUser;
let workspace: { id: string; slug: string };
let proxy: CuttingProxy;
let directory: string;
let context: BrowserContext;
beforeAll(async () => {
  if (!program) return;
  admin = await TestUser.signedIn("admin@acme.test");
  workspace = await makeWorkspace("resume-chromium");
  await addContacts(workspace.id, 10_000, 1_800);
  proxy = await startCuttingProxy(stack.appUrl);
  directory = mkdtempSync(join(tmpdir(), "hydra-chromium-"));
  context = await chromium.launchPersistentContext(join(directory, "profile"), {
    executablePath: program,
    args: ["--no-sandbox"],
    acceptDownloads: true,
  });
  await context.addCookies(
    admin.cookie.split("; ").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: value.join("="), url: proxy.url };
    }),
  );
});
afterAll(async () => {
  await context?.close();
  await proxy?.stop();
  if (directory) rmSync(directory, { recursive: true });
});

/** Presses Resume on Chromium's page of downloads, for the newest of them. @returns whether it is offered */
function pressResume(downloads: Page): Promise<boolean> {
  return downloads.evaluate(async () => {
    const list = document.querySelector("downloads-manager")?.shadowRoot;
    const item = list?.querySelector("downloads-item")?.shadowRoot;
    item?.querySelector<HTMLElement>("#more-actions")?.click();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const button = item?.querySelector<HTMLElement>("#pause-or-resume");
    if (!button || button.hidden || button.textContent?.trim() !== "Resume") return false;
    button.click();
    return true;
  });
}

it("Chromium resumes a download with its own button, each time that it is cut off", async ({ skip }) => {
  skip(!program, "chromium is not installed");
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    downloadPath: directory,
    eventsEnabled: true,
  });
  let name = "";
  devTools.on("Browser.downloadWillBegin", ({ suggestedFilename }) => {
    name = suggestedFilename;
  });

  const cuts = [3_000_000, 5_000_000, 2_000_000];
  proxy.cutAfter = () => cuts.shift() ?? Number.POSITIVE_INFINITY;
  const { id, file } = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });
  // Playwright calls a page that becomes a download an error.
  await page.goto(proxy.url + file).catch(() => {});
  const downloads = await context.newPage();
  await downloads.goto("chrome://downloads");
  for (let attempt = 1; attempt <= 3; attempt++) {
    expect(await endedExport(id)).toMatchObject({ status: "interrupted", attempt });
    await waitUntil("Resume is offered", () => pressResume(downloads));
    await waitUntil("the next attempt begins", async () => {
      const [row] = await sql`select attempt from exports where id = ${id}`;
      return row?.attempt > attempt;
    });
  }
  await waitUntil("the download is complete", async () => (await endedExport(id)).status === "completed");
  const { sha256: recorded } = await endedExport(id);
  const path = join(directory, name);
  const hasFile = () => existsSync(path) && createHash("sha256").update(readFileSync(path)).digest("hex") === recorded;
  await waitUntil("the file of the record is there", hasFile);
  const resumed = (await entriesOfExport(id)).filter(({ action }) => action === "export.resumed");
  // Not once from the first byte.
  for (const { details } of resumed)
    expect((details as { resumed_from: number }).resumed_from).toBeGreaterThan(1_000_000);
  expect(resumed.length).toBe(3);
});

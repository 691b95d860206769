import { defineConfig } from "@playwright/test";

const stack: { appUrl: string } = JSON.parse(process.env.TEST_STACK ?? "{}");

export default defineConfig({
  // Screenshots are taken by `npm run screenshots`, and compared by nobody but people.
  projects: [
    { name: "e2e", testDir: "tests/e2e" },
    { name: "screenshots", testDir: "tests/screenshots" },
  ],
  // Long enough for a busy machine: most tests take a few seconds.
  timeout: 120_000,
  expect: {
    timeout: 15_000,
    // Chromium's versions smooth the edges of shapes differently: a few pixels, not a color or a place.
    toHaveScreenshot: { threshold: 0.03, maxDiffPixelRatio: 0.0005, animations: "disabled", scale: "css" },
  },
  // One picture for every system: text is drawn as boxes.
  snapshotPathTemplate: "{testDir}/visual-baselines/{arg}{ext}",
  updateSnapshots: process.env.UPDATE_BASELINES ? "all" : "none",
  // All tests share one database: a test that writes has a workspace of its own and counts rows of that only.
  fullyParallel: true,
  // One more than CI's cores: pages often wait.
  workers: 3,
  forbidOnly: true,
  // The second counts the tests for the table at the end of `npm test`.
  reporter: [["list"], ["./tests/support/reporters/playwright-counts.ts"]],
  outputDir: "test-results",
  use: {
    baseURL: stack.appUrl,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      // Chromium's sandbox needs rights that root in a container does not have; the tested pages are our own.
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
});

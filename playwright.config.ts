import { defineConfig } from "@playwright/test";

const stack: { appUrl: string } = JSON.parse(process.env.TEST_STACK ?? "{}");

export default defineConfig({
  testDir: "tests/e2e",
  // Also for a busy machine: most tests take a few seconds, and what is looked for is there within one.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // One database for all: a test that writes has a workspace of its own, and counts nothing beyond it.
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: "list",
  outputDir: "test-results",
  use: {
    baseURL: stack.appUrl,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      // A sandbox needs rights that a container's root does not have; the pages under test are our own.
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
});

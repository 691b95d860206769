import { defineConfig } from "@playwright/test";

const stack: { appUrl: string } = JSON.parse(process.env.TEST_STACK ?? "{}");

export default defineConfig({
  testDir: "tests/e2e",
  timeout: 60_000,
  // One database for all: the tests take turns.
  workers: 1,
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

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: { "@": fileURLToPath(new URL(".", import.meta.url)) },
    // With this condition the package "server-only" is empty.
    conditions: ["react-server"],
  },
  ssr: { resolve: { conditions: ["react-server", "node"] } },
  test: {
    // The second counts the tests for the table at the end of `npm test`.
    reporters: ["default", "./tests/support/reporters/vitest-counts.ts"],
    setupFiles: ["tests/support/fail-on-console-error.ts"],
    // What runs in the test process. The app server, which runs most of app and components, is not measured.
    coverage: { include: ["lib/**"], reporter: ["text-summary"] },
    projects: [
      {
        extends: true, // Property tests take some seconds on a busy machine.
        test: { name: "unit", include: ["tests/unit/**/*.test.ts"], testTimeout: 30_000 },
      },
      {
        extends: true,
        // Each database is a hosted project of its own.
        test: {
          name: "hosted",
          include: ["tests/hosted/*.test.ts"],
          globalSetup: "tests/hosted/support/start-postgres.ts",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // In parallel: they write in workspaces of their own, count rows of these only, and lock no table for long.
        test: {
          name: "integration",
          include: ["tests/integration/*.test.ts"],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          // Other tests and Postgres take most of two cores.
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // On a stack of their own: they stop or lock the database, or count all rows in it.
        test: {
          name: "exclusive",
          include: ["tests/integration/exclusive/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["tests/faults/*.test.ts"],
          // Each file has an app server of its own, and waits for retries most of the time.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Takes a minute: part of `npm run test:matrix`.
        test: {
          name: "settings",
          include: ["tests/settings/*.test.ts"],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Takes minutes: `npm run test:faults`.
        test: {
          name: "full-faults",
          include: ["tests/faults/full/*.test.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

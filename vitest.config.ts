import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Files that run in parallel: they write only in workspaces of their own, count rows of these only, and lock no table for long. */
const parallel = [
  "audit-log",
  "audit-log-entries",
  "batches",
  "completeness",
  "contacts-file",
  "conversations-file",
  "customers",
  "data-api-matrix",
  "export-remarks",
  "formats",
  "naughty-values",
  "own-token",
  "route-matrix",
  "workbook-files",
].map((name) => `tests/integration/${name}.test.ts`);

export default defineConfig({
  resolve: {
    alias: { "@": fileURLToPath(new URL(".", import.meta.url)) },
    // With this condition the package "server-only" is empty.
    conditions: ["react-server"],
  },
  ssr: { resolve: { conditions: ["react-server", "node"] } },
  test: {
    setupFiles: ["tests/support/fail-on-console-error.ts"],
    // What runs in the test process. The app server, which runs most of app and components, is not measured.
    coverage: { include: ["lib/**"], reporter: ["text-summary"] },
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "integration, parallel",
          include: parallel,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // These files stop or lock the database that all of them share.
        test: {
          name: "integration, sequential",
          include: ["tests/integration/**/*.test.ts"],
          exclude: parallel,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["tests/faults/*.test.ts"],
          fileParallelism: false,
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

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Files that write in workspaces of their own only, count nothing beyond them, and lock no table for long. */
const sideBySide = [
  "audit-log",
  "batches",
  "completeness",
  "contacts-file",
  "conversations-file",
  "data-api-matrix",
  "naughty-values",
  "people",
  "route-matrix",
].map((name) => `tests/integration/${name}.test.ts`);

export default defineConfig({
  resolve: {
    alias: { "@": fileURLToPath(new URL(".", import.meta.url)) },
    // The condition under which "server-only" is empty.
    conditions: ["react-server"],
  },
  ssr: { resolve: { conditions: ["react-server", "node"] } },
  test: {
    setupFiles: ["tests/support/fail-on-console-error.ts"],
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "integration, side by side",
          include: sideBySide,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // One database for all: the files take turns.
        test: {
          name: "integration, in turn",
          include: ["tests/integration/**/*.test.ts"],
          exclude: sideBySide,
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
        // Minutes of it: `npm run test:faults`.
        test: {
          name: "whole-faults",
          include: ["tests/faults/whole/*.test.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

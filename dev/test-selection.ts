import { globSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "./project.ts";
import { UserError } from "./user-error.ts";

const parts = [
  "lint",
  "types",
  "unit",
  "hosted",
  "integration",
  "faults",
  "settings",
  "full-faults",
  "e2e",
  "screenshots",
] as const;
export type Part = (typeof parts)[number];

// They take minutes: each runs only when it is named.
const onRequest: readonly Part[] = ["settings", "full-faults", "screenshots"];

// Parts whose tests stop, lock or configure the database.
const exclusiveParts: readonly Part[] = ["faults", "settings", "full-faults"];
const exclusiveDirectory = join("tests", "integration", "exclusive", "/");

/** Which tests to run. */
export type TestSelection = {
  includes(part: Part): boolean;
  /** What the paths of a part's test files must contain, one of them; empty for all files. */
  filters(part: Part): string[];
  /** The integration tests: those that share a stack, and those that need one to themselves. */
  integrationFiles: { shared: string[]; exclusive: string[] };
  needsSharedStack: boolean;
  needsExclusiveStack: boolean;
};

/**
 * Reads the arguments of `npm test`.
 * @param args parts, each with an optional filter after a colon; none means every part but the slow ones
 * @throws UserError naming the parts that do not exist
 */
export function parseTestSelection(args: string[]): TestSelection {
  const selected = args.map((argument) => {
    const [part = "", ...filter] = argument.split(":");
    return { part, filter: filter.join(":") };
  });
  const unknown = selected.map(({ part }) => part).filter((name) => !parts.some((part) => part === name));
  if (unknown.length > 0) {
    throw new UserError(`There is no ${unknown.join(", ")}. The parts are: ${parts.join(", ")}.`);
  }
  const includes = (part: Part) =>
    selected.length === 0 ? !onRequest.includes(part) : selected.some((one) => one.part === part);
  const filters = (part: Part) => selected.filter((one) => one.part === part && one.filter).map(({ filter }) => filter);
  const integrationFiles = findIntegrationFiles(includes("integration"), filters("integration"));
  return {
    includes,
    filters,
    integrationFiles,
    needsSharedStack: integrationFiles.shared.length > 0 || includes("e2e") || includes("screenshots"),
    needsExclusiveStack: integrationFiles.exclusive.length > 0 || exclusiveParts.some(includes),
  };
}

function findIntegrationFiles(included: boolean, filters: string[]): TestSelection["integrationFiles"] {
  if (!included) return { shared: [], exclusive: [] };
  const all = globSync("tests/integration/**/*.test.ts", { cwd: projectDirectory });
  const files = all.filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter))).sort();
  if (files.length === 0) throw new UserError(`No path of an integration test contains ${filters.join(" or ")}.`);
  const isExclusive = (file: string) => file.startsWith(exclusiveDirectory);
  return { shared: files.filter((file) => !isExclusive(file)), exclusive: files.filter(isExclusive) };
}

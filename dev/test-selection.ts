import { UserError } from "./user-error.ts";

const parts = [
  "lint",
  "types",
  "unit",
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

/** Which tests to run. */
export type TestSelection = {
  includes(part: Part): boolean;
  /** What the paths of a part's test files must contain, one of them; empty for all files. */
  filters(part: Part): string[];
  /** Whether a part needs the database and the app. */
  needsStack: boolean;
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
  return {
    includes,
    filters: (part) => selected.filter((one) => one.part === part && one.filter).map(({ filter }) => filter),
    needsStack: parts.slice(parts.indexOf("integration")).some(includes),
  };
}

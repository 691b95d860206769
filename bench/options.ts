import { parseArgs } from "node:util";
import { UserError } from "../dev/user-error.ts";
import { isScenario, type ScenarioName, scenarios } from "./scenarios/all.ts";

export type Options = { scenarios: ScenarioName[]; rows?: number; rounds: number };

/**
 * Reads the arguments of `npm run bench`: scenarios (default: all), --rows, --rounds (default: 3).
 * @throws UserError naming an argument that is invalid
 */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const known = Object.keys(scenarios).filter(isScenario);
  const unknown = positionals.filter((name) => !isScenario(name));
  if (unknown.length > 0) {
    throw new UserError(`There is no scenario ${unknown.join(", ")}. The scenarios are: ${known.join(", ")}.`);
  }
  return {
    scenarios: positionals.length > 0 ? positionals.filter(isScenario) : known,
    rows: values.rows === undefined ? undefined : positiveInteger("rows", values.rows),
    rounds: positiveInteger("rounds", values.rounds),
  };
}

function parse(args: string[]) {
  try {
    const options = { rows: { type: "string" }, rounds: { type: "string", default: "3" } } as const;
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UserError((error as Error).message);
  }
}

function positiveInteger(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UserError(`--${name} must be a positive whole number, not "${text}".`);
  return Number(text);
}

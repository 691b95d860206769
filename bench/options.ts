import { parseArgs } from "node:util";
import { UserError } from "../dev/user-error.ts";
import { isScenario, type ScenarioName, scenarios } from "./scenarios.ts";

export type Options = { subjects: ScenarioName[]; rows?: number; rounds: number };

/**
 * What the command line asks for: which subjects, at how many rows, in how many rounds.
 * @throws UserError naming what it does not understand
 */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const known = Object.keys(scenarios).filter(isScenario);
  const unknown = positionals.filter((name) => !isScenario(name));
  if (unknown.length > 0) {
    throw new UserError(`There is no bench of ${unknown.join(", ")}. There is one of: ${known.join(", ")}.`);
  }
  return {
    subjects: positionals.length > 0 ? positionals.filter(isScenario) : known,
    rows: values.rows === undefined ? undefined : wholeNumber("rows", values.rows),
    rounds: wholeNumber("rounds", values.rounds),
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

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UserError(`--${name} has to be a number from 1 on, not "${text}".`);
  return Number(text);
}

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));
const commands = Object.entries(scripts).flatMap(([name, line]) => {
  const [, script, ...args] = /run\.mjs (\S+)$/.exec(line) ?? [];
  return script && args.length === 0 ? [[name, script] as const] : [];
});

test.each(commands)("npm run %s -- --help prints a line of usage and does nothing else", (name, script) => {
  const help = execFileSync(process.execPath, ["scripts/run.mjs", script, "--help"], {
    encoding: "utf8",
    timeout: 5_000,
  });
  const npmName = ["start", "test"].includes(name) ? name : `run ${name}`;
  expect(help.split("\n")).toEqual([
    expect.stringMatching(`^Usage: npm ${npmName}( --|$)`),
    expect.stringMatching(/^[A-Z].+\.$/),
    "",
  ]);
});

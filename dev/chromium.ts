import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { startChild } from "./processes/child-process.ts";
import { UserError } from "./user-error.ts";

/** Chromium without windows first: the same engine, and the tests take a sixth less of the processors. */
const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium in PATH, or of the one that Playwright downloaded earlier. */
function installedChromium(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, chromium.executablePath()].find((path) => existsSync(path));
}

type Installation = { step: string; command: string; args: string[]; needsRoot?: boolean };

// Tried in this order until a Chromium is there.
const installations: Installation[] = [
  {
    step: "Downloading Chromium",
    command: process.execPath,
    args: ["node_modules/@playwright/test/cli.js", "install", "--with-deps", "chromium"],
  },
  { step: "Updating Debian's package list", command: "apt-get", args: ["update", "-qq"], needsRoot: true },
  ...["chromium-headless-shell", "chromium"].map((name) => ({
    step: "Installing Chromium from Debian's packages",
    command: "apt-get",
    args: ["install", "-y", "-qq", "--no-install-recommends", name],
    needsRoot: true,
  })),
];

/**
 * Finds a Chromium, or downloads one with Playwright, or installs Debian's package.
 * @returns its path
 * @throws UserError when none of the three works
 */
export async function findChromium(onStep: (text: string) => void): Promise<string> {
  for (const { step, command, args, needsRoot } of installations) {
    const path = installedChromium();
    if (path) return path;
    if (needsRoot && userInfo().uid !== 0) continue;
    onStep(step);
    // A failure is ignored: the next installation or the error below follows.
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await startChild(command, args, { stdin: "ignore", stdout: "ignore", stderr: "ignore", timeout: 300_000, env });
  }
  const path = installedChromium();
  if (path) return path;
  throw new UserError(
    "No Chromium was found, and none could be installed. Install one, for example: apt-get install chromium",
  );
}

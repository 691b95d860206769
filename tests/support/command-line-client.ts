import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { endedExport } from "./workspace";

const runFile = promisify(execFile);

/** Programs that go on with a file that they have a part of, each with the arguments that say so; the last names the file. */
const programs = {
  curl: ["-fsS", "-C", "-", "-o"],
  // It would repeat by itself, after a second at least.
  wget: ["-q", "-t1", "-c", "-O"],
  aria2c: ["-q", "-m1", "-c", "--allow-overwrite=true", "--auto-file-renaming=false", "-d", "/", "-o"],
} as const;

export type ClientProgram = keyof typeof programs;

export const isInstalled = (program: string) => spawnSync(program, ["--version"]).error === undefined;

/** A download by a program that is started again each time that it fails, once the server knows. */
export type RepeatedDownload = {
  program: ClientProgram;
  /** Of the user who exports. */
  cookie: string;
  /** The export's id, and the address of its file. */
  id: string;
  url: string;
  /** The path of the file to write. */
  target: string;
  maxTries: number;
};

/** @returns how often the program was started; its last start ended well @throws its error after as many tries */
export async function downloadRepeatedly({
  program,
  cookie,
  id,
  url,
  target,
  maxTries,
}: RepeatedDownload): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      await runFile(program, ["--header", `Cookie: ${cookie}`, ...programs[program], target, url]);
      return tries;
    } catch (error) {
      if (tries >= maxTries) throw error;
    }
    // Until the server has noticed that its client has left, it would refuse the next one.
    await endedExport(id);
  }
}

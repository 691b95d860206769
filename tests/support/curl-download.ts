import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { endedExport } from "./workspace";

/** How one run of curl ended. */
type CurlRun = { exitCode: number /** What the target holds after it. */; bytes: number; message: string };

/** Downloads into a file, and goes on with the byte after what is in it. @param options more of curl's */
export function curlOnce(
  url: string,
  target: string,
  cookie: string,
  options: readonly string[] = [],
): Promise<CurlRun> {
  const args = ["-fsS", "-C", "-", "-H", `Cookie: ${cookie}`, ...options, "-o", target, url];
  return new Promise((resolve) => {
    execFile("curl", args, (error, _, message) => {
      const bytes = existsSync(target) ? statSync(target).size : 0;
      resolve({ exitCode: error ? Number(error.code ?? -1) : 0, bytes, message: message.trim() });
    });
  });
}

/**
 * Downloads the file of an export with curl, as often as it is cut, each time after the server has recorded that.
 * @returns how each run ended, the last one with exit code 0 unless there were too many
 */
export async function curlUntilWhole(
  id: string,
  url: string,
  target: string,
  cookie: string,
  options: readonly string[] = [],
): Promise<CurlRun[]> {
  const runs: CurlRun[] = [];
  do {
    runs.push(await curlOnce(url, target, cookie, options));
    await endedExport(id);
  } while (runs.at(-1)?.exitCode !== 0 && runs.length < 60);
  return runs;
}

/** The SHA-256 of a file, in hex. */
export function fileSha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

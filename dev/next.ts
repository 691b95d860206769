import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { captureOutput } from "./processes/capture-output.ts";
import { type Server, startServer } from "./processes/server.ts";
import { telemetryEnv } from "./processes/telemetry-env.ts";
import { projectDirectory } from "./project.ts";

/**
 * Left to itself, V8 lets its heap grow to several times what the app needs, and tidies up after every 10 MB of bytes passed on.
 * These keep the server within some forty MB of idle during an export (docs/decisions/011-flat-memory.md) and let it tidy up half
 * as often (docs/decisions/020-where-the-time-goes.md).
 */
const heap = ["--max-old-space-size=512", "--max-semi-space-size=12", "--initial-old-space-size=80"];

const entry = join(projectDirectory, "node_modules", "next", "dist", "bin", "next");

/** Builds the app, unless its sources are the ones of the last build. Its variables choose the folder (NEXT_DIST_DIR). */
export async function buildApp(variables: Record<string, string>, onStep: (text: string) => void): Promise<void> {
  const build = join(projectDirectory, variables.NEXT_DIST_DIR ?? ".next");
  const stamp = join(build, "source-hash");
  const hash = sourceHash();
  if (existsSync(join(build, "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  onStep("Building");
  await captureOutput("next build", process.execPath, [entry, "build"], {
    cwd: projectDirectory,
    env: { ...process.env, ...telemetryEnv, ...variables, NODE_ENV: "production" },
  });
  writeFileSync(stamp, hash);
}

/** Starts the app in this terminal and waits until it answers. */
export async function startApp(options: {
  mode: "start" | "dev";
  port: number;
  /** Without one, Next listens on every address. */
  host?: string;
  variables: Record<string, string>;
  directory: string;
  log?: string;
}): Promise<Server> {
  const { mode, port, host, directory, log } = options;
  const server = startServer({
    name: "Next",
    command: process.execPath,
    args: [
      ...(mode === "start" ? heap : []),
      entry,
      mode,
      "--port",
      String(port),
      ...(host ? ["--hostname", host] : []),
    ],
    directory,
    log,
    spawn: {
      cwd: projectDirectory,
      env: {
        ...process.env,
        ...telemetryEnv,
        ...options.variables,
        NODE_ENV: mode === "dev" ? "development" : "production",
      },
    },
  });
  await server.ready(() => answers(`http://127.0.0.1:${port}/login`), 60);
  return server;
}

async function answers(address: string) {
  try {
    await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(30_000) });
    return true;
  } catch {
    return false;
  }
}

/** Of everything that a build reads: four folders, and the configuration next to them. */
function sourceHash() {
  const hash = createHash("sha256");
  const add = (path: string) => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else {
      hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
    }
  };
  for (const name of readdirSync(projectDirectory).sort()) {
    const isConfiguration = /\.(ts|mjs|json)$/.test(name) && name !== "next-env.d.ts";
    if (isConfiguration || ["app", "components", "lib", "public"].includes(name)) add(join(projectDirectory, name));
  }
  return hash.digest("hex");
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { captureOutput } from "./processes/capture-output.ts";
import { type Server, startServer } from "./processes/server.ts";
import { telemetryEnv } from "./processes/telemetry-env.ts";
import { projectDirectory } from "./project.ts";

/**
 * V8's defaults let the heap grow to several times what the app needs, and collect after every 10 MB of an export. With
 * these options an export takes about 40 MB over idle (docs/decisions/011-flat-memory.md), with half as many collections
 * (docs/decisions/020-where-the-time-goes.md).
 */
const heapOptions = ["--max-old-space-size=512", "--max-semi-space-size=12", "--initial-old-space-size=80"];

const entry = join(projectDirectory, "node_modules", "next", "dist", "bin", "next");

/** Builds the app unless its sources are unchanged since the last build. NEXT_DIST_DIR in `variables` is its directory. */
export async function buildApp(variables: Record<string, string>, onStep: (text: string) => void): Promise<void> {
  const build = join(projectDirectory, variables.NEXT_DIST_DIR ?? ".next");
  const stamp = join(build, "source-hash");
  const hash = sourceHash();
  if (existsSync(join(build, "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  onStep("Building");
  await captureOutput("next build", process.execPath, [entry, "build"], {
    cwd: projectDirectory,
    env: { ...telemetryEnv, ...variables, NODE_ENV: "production" },
  });
  writeFileSync(stamp, hash);
}

/** Starts the app and waits until it answers. Without `log`, its output goes to this terminal. */
export async function startApp(options: {
  mode: "start" | "dev";
  port: number;
  /** The address to listen on; all of them by default. */
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
      ...(mode === "start" ? heapOptions : []),
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

/** Hashes all that a build reads: four directories and the configuration beside them. */
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

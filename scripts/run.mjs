// Runs scripts/<name>.ts, after installing the dependencies (Node 24 among them) if they are missing. Plain JavaScript
// for Node >= 18 without dependencies, because a fresh clone has nothing else.
import { spawn } from "node:child_process";
import fs, { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "node_modules", ".bin");
const [command, ...args] = process.argv.slice(2);

/** What the dependencies take. */
const neededMegabytes = 1300;

/** What --help says of each command: its npm name with its arguments, and what it does. */
const usage = {
  start: ["start", "Starts Hydra with what .env names, or with an embedded database, at http://localhost:3000 (PORT)."],
  dev: ["run dev", "As start, and builds each page again when its source changes."],
  doctor: ["run doctor", "Says whether the Supabase project that .env names is ready."],
  "db-reset": ["run db:reset", "Deletes the local database and creates it again, with the demo data."],
  "db-types": ["run db:types", "Generates lib/supabase/database.types.ts from the migrations."],
  strings: ["run strings", "Prints every text that people read, by file and line."],
  schemas: ["run schemas", "Generates the JSON Schemas in public/schemas."],
  "make-signing-key": ["run make-signing-key", "Prints a new key for signing receipts."],
  "verify-receipt": ["run verify-receipt -- <receipt> <file>", "Verifies a downloaded receipt and its file."],
  "verify-audit-log": ["run verify-audit-log -- <file>", "Verifies a downloaded audit log."],
  test: [
    "test -- [part[:filter]]...",
    "Runs all tests, or these parts: lint types unit hosted integration faults e2e.",
  ],
  "test-matrix": ["run test:matrix", "Runs the tests on each supported version of Postgres and Node."],
  bench: ["run bench", "Measures exports against COPY and against offset paging."],
  "bench-load": ["run bench:load", "Measures many exports at once, then 500 one after another."],
};

let child;
let stopped = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  // Passed on to the script, which stops its processes in order; this process waits for it.
  process.on(signal, () => {
    stopped = true;
    child?.kill(signal);
  });
}

/** Runs a program in this terminal. @returns its exit code */
function run(program, programArgs, environment = process.env) {
  return new Promise((resolve, reject) => {
    child = spawn(program, programArgs, { cwd: root, env: environment, stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(join(root, lockFile), "utf8")).packages;
}

/** Whether node_modules matches package-lock.json. npm writes .package-lock.json at the end of an installation. */
function isInstalled() {
  const record = "node_modules/.package-lock.json";
  if (!existsSync(join(root, record))) return false;
  const installed = packagesIn(record);
  return Object.entries(packagesIn("package-lock.json")).every(
    ([path, wanted]) =>
      path === "" || (installed[path] ? installed[path].version === wanted.version : wanted.optional === true),
  );
}

async function install() {
  if (isInstalled()) return 0;
  console.log("Installing dependencies… (a minute or two, the first time only)");
  // Not "npm ci": it fails where the lock file lacks an optional package of another platform, as some registries do.
  // --no-save does not change the lock file; --include=dev installs the embedded database despite NODE_ENV=production.
  return run("npm", ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
}

/** What a user can do about it. On a full disk npm's own errors name broken files. */
function installProblem() {
  // Not in Node before 18.15.
  const disk = fs.statfsSync?.(root);
  const freeMegabytes = disk ? Math.floor((disk.bavail * disk.bsize) / 1e6) : neededMegabytes;
  return freeMegabytes < neededMegabytes
    ? `they take about ${neededMegabytes} MB, and this disk has ${freeMegabytes} MB free. Free some space and start again.`
    : "the lines above say why.";
}

async function main() {
  if (usage[command] && args.some((arg) => arg === "--help" || arg === "-h")) {
    const [line, purpose] = usage[command];
    console.log(`Usage: npm ${line}\n${purpose}`);
    return 0;
  }
  if (!existsSync(join(root, "scripts", `${command}.ts`))) {
    console.error(`There is no scripts/${command}.ts.`);
    return 1;
  }
  const installed = await install();
  if (stopped) return 0;
  if (installed !== 0) {
    console.error(`Installing the dependencies failed; ${installProblem()}`);
    return installed;
  }
  if (!existsSync(join(bin, "node"))) {
    console.error('The package "node" is incomplete (npm ran with --ignore-scripts?). Run: npm rebuild node');
    return 1;
  }
  return run(join(bin, "node"), [join(root, "scripts", `${command}.ts`), ...args], {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
  });
}

process.exit(await main());

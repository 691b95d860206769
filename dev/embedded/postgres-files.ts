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
import { dirname, join } from "node:path";
import { UserError } from "../user-error.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { type PostgresVersion, postgresVersions } from "./postgres-versions.ts";

type User = { uid: number; gid: number };

export type PostgresFiles = {
  version: PostgresVersion;
  /** Holds initdb and postgres. */
  bin: string;
  /** Holds the data; owned by the user that Postgres runs as. */
  home: string;
  /** The user that Postgres runs as if this process is root: Postgres refuses to run as root. */
  user?: User;
};

// Used if this process is root and the user that Postgres runs as cannot enter the project, such as a clone below /root.
const sharedDirectory = "/var/lib/hydra-data-export";

/**
 * Chooses the directories of an instance's Postgres and the user it runs as, and creates what is missing. Each version has its
 * own data.
 */
export async function preparePostgresFiles(
  directory: string,
  version: PostgresVersion,
  onStep: (text: string) => void,
): Promise<PostgresFiles> {
  const native = await postgresBinaries(version, onStep);
  const inProject = homeInProject(directory, version);
  if (process.getuid?.() !== 0) {
    mkdirSync(inProject, { recursive: true, mode: 0o700 });
    return { version, bin: join(native, "bin"), home: inProject };
  }
  mkdirSync(directory, { recursive: true });
  const user = existingOwner(inProject) ?? postgresUser();
  const bin = canReach(user, join(native, "bin", "postgres")) ? join(native, "bin") : copyBinaries(native, onStep);
  const home = canReach(user, directory) ? inProject : homeOutside(inProject);
  if (home !== inProject) {
    onStep(`Keeping the database in ${home}: the user it runs as cannot enter this directory`);
    // Created before the home below, and not with root's umask: other users must be able to enter it.
    mkdirSync(sharedDirectory, { recursive: true });
    chmodSync(sharedDirectory, 0o755);
  }
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chownSync(home, user.uid, user.gid);
  return { version, bin, home, user };
}

/** Deletes an instance's database files of one version, or of all. Its Postgres must not be running. */
export function removePostgresFiles(directory: string, versions: readonly PostgresVersion[] = postgresVersions): void {
  for (const version of versions) {
    const inProject = homeInProject(directory, version);
    for (const home of [inProject, homeOutside(inProject)]) rmSync(home, { recursive: true, force: true });
  }
}

function homeInProject(directory: string, version: PostgresVersion) {
  return join(directory, `postgres-${version}`);
}

/** Where the data is kept if the user that Postgres runs as cannot enter the project. */
function homeOutside(inProject: string) {
  return join(sharedDirectory, createHash("sha256").update(inProject).digest("hex").slice(0, 12));
}

/** Another user may have started Postgres here before: the files keep their owner. */
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
    // This system has no useradd.
  }
  const user = userNamed("postgres") ?? userNamed("nobody");
  if (!user)
    throw new UserError(
      "Postgres does not run as root, and this system has no user named postgres or nobody. Create one, or run this as another user.",
    );
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

/** Whether a user may enter a path and every directory above it. */
function canReach(user: User, path: string): boolean {
  const { mode, uid, gid } = statSync(path);
  const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & needed) === 0) return false;
  const parent = dirname(realpathSync(path));
  return parent === path || canReach(user, parent);
}

/** Copies the binaries to where every user can run them, once per version. */
function copyBinaries(native: string, onStep: (text: string) => void) {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8"));
  const copy = join(sharedDirectory, `binaries-${version}`);
  if (!existsSync(copy)) {
    onStep(`Copying Postgres to ${copy}: the user it runs as cannot enter this directory`);
    const unfinished = `${copy}.${process.pid}`;
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", sharedDirectory]);
    renameSync(unfinished, copy);
  }
  return join(copy, "bin");
}

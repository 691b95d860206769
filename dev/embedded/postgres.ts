import { chownSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { captureOutput } from "../processes/capture-output.ts";
import type { ChildOptions } from "../processes/child-process.ts";
import { type Server, startServer } from "../processes/server.ts";
import type { PostgresFiles } from "./postgres-files.ts";
import { characterTypes, localeProvider } from "./postgres-versions.ts";

export type Postgres = { socketDirectory: string; start(): Promise<Server> };

/** The URL of an embedded database: the Supabase CLI's, except for the port. */
export function databaseUrl(port: number): string {
  return `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
}

/** Creates the data directory if it is missing, and returns a Postgres that can be started any number of times. */
export async function createPostgres(options: {
  directory: string;
  files: PostgresFiles;
  port: number;
}): Promise<Postgres> {
  const { directory, port } = options;
  const { bin, home, user } = options.files;
  const data = join(home, "data");
  // Postgres must be able to enter its working directory. The machine's own locale may not be installed.
  const spawn = { ...user, cwd: home, env: { LC_ALL: "C" } };
  if (!existsSync(data)) await runInitdb(options.files, spawn);

  // A Unix socket's path has at most 107 bytes, so it cannot be inside the project.
  const socketDirectory = mkdtempSync(join(user ? "/tmp" : tmpdir(), "hydra-"));
  process.once("exit", () => rmSync(socketDirectory, { recursive: true, force: true }));
  if (user) chownSync(socketDirectory, user.uid, user.gid);
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: socketDirectory,
    timezone: "UTC",
    log_timezone: "UTC",
  };
  const args = ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];

  return {
    socketDirectory,
    async start() {
      const log = join(directory, "postgres.log");
      // Postgres's "fast shutdown": closes the sessions and writes a checkpoint.
      const server = startServer({
        name: "Postgres",
        command: join(bin, "postgres"),
        args,
        log,
        directory,
        stopSignal: "SIGINT",
        spawn,
      });
      // Through the socket, which is this one's own: at the port another may answer that was started at the same moment.
      await server.ready(() => acceptsConnections(databaseUrl(port), socketDirectory), 60);
      return server;
    },
  };
}

async function runInitdb({ version, bin, home, user }: PostgresFiles, spawn: ChildOptions) {
  // Renamed once it is complete: an interrupted initdb is started again.
  const unfinished = join(home, "unfinished");
  rmSync(unfinished, { recursive: true, force: true });
  const passwordFile = join(home, "password");
  writeFileSync(passwordFile, "postgres\n", { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const access = ["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const text = ["--encoding=UTF8", "--locale=C", ...localeProvider[version]];
  for (const [index, characterType] of characterTypes.entries()) {
    const args = ["-D", unfinished, ...access, ...text, `--lc-ctype=${characterType}`];
    try {
      await captureOutput("initdb", join(bin, "initdb"), args, spawn);
      break;
    } catch (error) {
      const isMissing = (error as Error).message.includes("invalid locale name");
      if (!isMissing || index === characterTypes.length - 1) throw error;
    }
  }
  rmSync(passwordFile);
  renameSync(unfinished, join(home, "data"));
}

/**
 * Whether a database can be connected to.
 * @param socketDirectory of its Unix socket, to connect through that
 */
export async function acceptsConnections(url: string, socketDirectory?: string) {
  const host = socketDirectory === undefined ? {} : { host: socketDirectory };
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => undefined, ...host });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

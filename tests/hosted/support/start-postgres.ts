// Vitest's global setup of the project "hosted": one Postgres a version, with the roles of a hosted project.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { createPostgres } from "../../../dev/embedded/postgres.ts";
import { preparePostgresFiles, removePostgresFiles } from "../../../dev/embedded/postgres-files.ts";
import { type PostgresVersion, readPostgresVersion } from "../../../dev/embedded/postgres-versions.ts";
import type { Server } from "../../../dev/processes/server.ts";
import { clusterSql, databaseSql } from "./hosted-roles.ts";
import { hostedUrl } from "./hosted-url.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The port of each version's Postgres. */
    hostedPorts: [PostgresVersion, number][];
  }
}

/** The version that POSTGRES names, as `npm run test:matrix` does for each; by default that of new hosted projects. */
const versions: PostgresVersion[] = [process.env.POSTGRES ? readPostgresVersion() : 17];

export default async function startHostedPostgres(project: TestProject): Promise<() => Promise<void>> {
  const started = await Promise.all(versions.map(startVersion));
  project.provide(
    "hostedPorts",
    started.map(({ version, port }) => [version, port]),
  );
  return async () => {
    for (const { server, directory } of started) {
      await server.stop();
      removePostgresFiles(directory);
      rmSync(directory, { recursive: true, force: true });
    }
  };
}

async function startVersion(
  version: PostgresVersion,
): Promise<{ version: PostgresVersion; port: number; server: Server; directory: string }> {
  const directory = mkdtempSync(join(tmpdir(), "hydra-hosted-"));
  const port = await getPort();
  const files = await preparePostgresFiles(directory, version, (step) => console.log(`${step}…`));
  const server = await (await createPostgres({ directory, files, port })).start();
  // A role cannot be renamed by its own session.
  await run(hostedUrl(port, "postgres", "postgres"), "create role renamer superuser login password 'postgres'");
  await run(hostedUrl(port, "renamer", "postgres"), clusterSql(version));
  await run(hostedUrl(port, "supabase_admin", "postgres"), "drop role renamer");
  await run(hostedUrl(port, "supabase_admin", "postgres"), "create database hosted");
  await run(hostedUrl(port, "supabase_admin", "hosted"), databaseSql);
  return { version, port, server, directory };
}

async function run(url: string, statements: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.unsafe(statements);
  await sql.end();
}

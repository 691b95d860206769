import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import type postgres from "postgres";
import { projectDirectory } from "../../dev/project.ts";

export type Provenance = {
  date: string;
  /** The measured commit, followed by "+" if files differed from it. */
  commit: string;
  machine: { cpu: string; cores: number; memoryGb: number; platform: string };
  versions: { node: string; next: string; postgres: string; lite: string };
};

/** Describes the commit, machine and versions that figures were measured with. */
export async function provenance(sql: postgres.Sql): Promise<Provenance> {
  const [server] = await sql`show server_version`;
  return {
    date: new Date().toISOString(),
    commit: commit(),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? "unknown",
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      platform: `${process.platform} ${process.arch}`,
    },
    versions: {
      node: process.versions.node,
      next: versionOf("next"),
      postgres: String(server?.server_version),
      lite: versionOf("@supabase/lite"),
    },
  };
}

function commit(): string {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: projectDirectory, encoding: "utf8", stdio: "pipe" }).trim();
  try {
    return `${git("rev-parse", "--short=12", "HEAD")}${git("status", "--porcelain", "-uno") ? "+" : ""}`;
  } catch {
    // Not a Git repository, such as a downloaded archive.
    return "unknown";
  }
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(projectDirectory, "node_modules", name, "package.json"), "utf8")).version;
}

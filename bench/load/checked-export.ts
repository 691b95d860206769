import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import type postgres from "postgres";
import type { Admin } from "../admin.ts";

export const kinds = [
  { kind: "contacts", format: "csv", table: "customers" },
  { kind: "contacts", format: "json", table: "customers" },
  { kind: "conversations", format: "json", table: "conversations" },
] as const;

type Workspace = { id: string; slug: string };

/** A file that was exported, and of what. */
export type TakenExport = { run: string; path: string; workspace: Workspace; what: (typeof kinds)[number] };

/** Exports a workspace into a file. */
export async function takeExport(
  admin: Admin,
  workspace: Workspace,
  what: TakenExport["what"],
  path: string,
): Promise<TakenExport> {
  const { id, body } = await admin.begin({ workspace: workspace.slug, kind: what.kind, format: what.format });
  await writeFile(path, body);
  return { run: id, path, workspace, what };
}

/**
 * Holds a file against the database: the ids of all its workspace's rows and of no other, no word of another workspace, and the
 * hash on the record.
 * @throws Error that says what is wrong with the file
 */
export async function checkExport(sql: postgres.Sql, { run: id, path, workspace, what }: TakenExport): Promise<void> {
  const { kind, format, table } = what;
  const file = await readFile(path);
  const text = file.toString();
  const wrong = (reason: string) => new Error(`${kind} of ${workspace.slug} as ${format}: ${reason}`);

  const [run] = await sql`select status, sha256 from public.exports where id = ${id}`;
  if (run?.status !== "completed") throw wrong(`the run is ${run?.status}`);
  if (run.sha256 !== createHash("sha256").update(file).digest("hex")) throw wrong("it has another hash than the run");

  const ids = format === "csv" ? csvIds(text) : (JSON.parse(text) as { id: string }[]).map((row) => row.id);
  const rows = await sql`select id from public.${sql(table)} where tenant_id = ${workspace.id}`;
  const expected = new Set(rows.map((row) => row.id as string));
  if (ids.length !== expected.size) throw wrong(`${ids.length} rows instead of ${expected.size}`);
  if (!ids.every((one) => expected.delete(one))) throw wrong("rows of another workspace, or the same row twice");
  const named = new Set(text.match(/load-\d+/g));
  if (named.size !== 1 || !named.has(workspace.slug)) throw wrong(`it names ${[...named].join(", ")}`);
}

/** The first cells of a file whose cells hold no line breaks. */
function csvIds(text: string): string[] {
  return text
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(",")));
}

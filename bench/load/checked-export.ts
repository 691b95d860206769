import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import type postgres from "postgres";
import type { AdminClient } from "../admin-client.ts";

export const kinds = [
  { kind: "contacts", format: "csv", table: "customers" },
  { kind: "contacts", format: "json", table: "customers" },
  { kind: "conversations", format: "json", table: "conversations" },
] as const;

type Workspace = { id: string; slug: string };

/** An exported file. */
export type ExportedFile = { id: string; path: string; workspace: Workspace; what: (typeof kinds)[number] };

/** Exports a workspace to a file. */
export async function saveExport(
  admin: AdminClient,
  workspace: Workspace,
  what: ExportedFile["what"],
  path: string,
): Promise<ExportedFile> {
  const { id, body } = await admin.startExport({ workspace: workspace.slug, kind: what.kind, format: what.format });
  await writeFile(path, body);
  return { id, path, workspace, what };
}

/**
 * Compares a file with the database: it must have the IDs of exactly its workspace's rows, no text of another workspace,
 * and the recorded hash.
 * @throws Error that says what is wrong with the file
 */
export async function checkExport(sql: postgres.Sql, { id, path, workspace, what }: ExportedFile): Promise<void> {
  const { kind, format, table } = what;
  const file = await readFile(path);
  const text = file.toString();
  const failure = (reason: string) => new Error(`${kind} of ${workspace.slug} as ${format}: ${reason}`);

  const [recorded] = await sql`select status, sha256 from public.exports where id = ${id}`;
  if (recorded?.status !== "completed") throw failure(`the export is ${recorded?.status}`);
  if (recorded.sha256 !== createHash("sha256").update(file).digest("hex"))
    throw failure("its hash is not the recorded one");

  const ids = format === "csv" ? csvIds(text) : (JSON.parse(text) as { id: string }[]).map((row) => row.id);
  const rows = await sql`select id from public.${sql(table)} where tenant_id = ${workspace.id}`;
  const expected = new Set(rows.map((row) => row.id as string));
  if (ids.length !== expected.size) throw failure(`${ids.length} rows instead of ${expected.size}`);
  if (!ids.every((one) => expected.delete(one))) throw failure("rows of another workspace, or the same row twice");
  const mentioned = new Set(text.match(/load-\d+/g));
  if (mentioned.size !== 1 || !mentioned.has(workspace.slug)) throw failure(`it mentions ${[...mentioned].join(", ")}`);
}

/** The first cell of each row. The cells must not contain line breaks. */
function csvIds(text: string): string[] {
  return text
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(",")));
}

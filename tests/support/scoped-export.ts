import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import type { TestUser } from "./test-user";

/** Exports contacts, as csv-exact unless a format is given. @returns the file's name, text and rows, and the id of the export */
export async function contactsCsv(
  user: TestUser,
  slug: string,
  fields: Record<string, unknown>,
): Promise<{ id: string; name: string; text: string; rows: Record<string, string>[] }> {
  const { id, response } = await user.download({ workspace: slug, kind: "contacts", format: "csv-exact", ...fields });
  const name = response.headers.get("content-disposition")?.match(/filename="(.*)"/)?.[1] ?? "";
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return { id, name, text, rows: parse(text, { columns: true, bom: true }) };
}

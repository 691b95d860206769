import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { printable } from "../../lib/format/printable.ts";
import { projectDirectory } from "../project.ts";
import type { Session } from "./check-sign-in.ts";
import { type FindingWith, failed, ok } from "./finding.ts";
import { describeAnswer, type Project } from "./project.ts";

/** What the function describe_installation returns. */
export type Installation = {
  postgres: string;
  /** Of a signed-in user's statements, as Postgres prints it: "8s", or "0" for none. */
  statementTimeout: string;
  /** What the database's clock is ahead of this machine's, in seconds. */
  secondsAhead: number;
  /** How many rows the API returned of `rowsAsked`. */
  rows: number;
  /** The version of PostgREST; undefined where the gateway hides it. */
  postgrest: string | undefined;
};

/** No page reads more rows with one call. */
export const rowsAsked = 200;

const rows = z
  .array(z.object({ migration: z.string(), postgres: z.string(), statement_timeout: z.string(), read_at: z.string() }))
  .min(1);

/** Whether the database has the migrations of this version of the app. */
export async function checkSchema(project: Project, { accessToken }: Session): Promise<FindingWith<Installation>> {
  const startedAt = Date.now();
  const answer = await project.rpc("describe_installation", { row_count: rowsAsked }, { accessToken });
  const push = "Apply them: npx supabase db push (docs/operations.md).";
  if (answer.status === 404) return failed("the migrations are missing or older than this version", push);
  const { data } = rows.safeParse(answer.json);
  const [first] = data ?? [];
  if (answer.status !== 200 || !data || !first) {
    return failed(`the database answers ${describeAnswer(answer)}`, "Look at the project's logs.");
  }
  const newest = newestMigration();
  if (first.migration < newest)
    return failed(`the newest migration is ${printable(first.migration)}, this version needs ${newest}`, push);
  if (first.migration > newest)
    return failed(
      `the newest migration is ${printable(first.migration)}, this version knows ${newest}`,
      "Update the app.",
    );
  return {
    ...ok(`migration ${newest}, Postgres ${printable(first.postgres)}`),
    value: {
      postgres: first.postgres,
      statementTimeout: first.statement_timeout,
      secondsAhead: (Date.parse(first.read_at) - (startedAt + answer.milliseconds / 2)) / 1000,
      rows: data.length,
      postgrest: /^postgrest\/(.+)$/i.exec(answer.headers.get("server") ?? "")?.[1],
    },
  };
}

function newestMigration(): string {
  const names = readdirSync(join(projectDirectory, "supabase", "migrations")).filter((name) => name.endsWith(".sql"));
  return names.sort().at(-1)?.split("_")[0] ?? "";
}

import type postgres from "postgres";
import type { Sample } from "../scenario.ts";
import { timeDownload } from "../time-download.ts";

/** Runs a COPY to stdout and reads all of it over TCP, as psql does. */
export function copyTo(sql: postgres.Sql, statement: string): Promise<Sample> {
  return timeDownload(async () => sql.unsafe(statement).readable());
}

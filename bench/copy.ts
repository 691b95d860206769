import type postgres from "postgres";
import { drain } from "./drain.ts";
import type { Sample } from "./scenario.ts";

/** Runs a COPY to stdout and takes all of it over TCP, as psql would, keeping nothing. */
export function copyTo(sql: postgres.Sql, statement: string): Promise<Sample> {
  return drain(async () => sql.unsafe(statement).readable());
}

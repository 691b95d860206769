import type postgres from "postgres";
import type { AdminClient } from "./admin-client.ts";
import type { ServerMemory } from "./server-memory.ts";

/** One measurement of a candidate, from the request to the last byte. */
export type Sample = { ms: number; firstByteMs: number; bytes: number; peakRssBytes?: number };

/** What a candidate works with. */
export type Bench = {
  sql: postgres.Sql;
  admin: AdminClient;
  supabase: { url: string; publishableKey: string };
  workspace: { id: string; slug: string };
  rows: number;
  memory: ServerMemory;
};

/** One way to read the rows. */
export type Candidate = {
  name: string;
  /** The name of the candidate whose time counts as 1x. */
  baseline: string;
  run(bench: Bench): Promise<Sample>;
};

/** A limit for a figure, as text, and whether it is met. */
export type Target = { text: string; met: boolean };

/** All samples of a scenario at one size, by candidate. */
export type SizeResult = { rows: number; idleRssBytes?: number; samples: Record<string, Sample[]>; check?: Target };

/** What is measured: the data, the candidates and the targets. */
export type Scenario = {
  name: string;
  /** What the report calls the rows. */
  unit: string;
  /** The default number of rows; a tenth of it is measured too. */
  rows: number;
  /** Exported before the memory of the idle server is read, so that loading code does not count. */
  warmUp: { kind: string; format: string };
  /** Fills a workspace with the same rows each time. */
  makeData(sql: postgres.Sql, tenantId: string, rows: number): Promise<void>;
  candidates: readonly Candidate[];
  /** The names of the candidates in the README's chart, if the scenario has one. */
  plotted?: readonly string[];
  /** A target that is checked after all rounds. */
  check?(sql: postgres.Sql): Promise<Target>;
  /** @param sizes the small size and the large one */
  evaluate(sizes: readonly SizeResult[]): Target[];
};

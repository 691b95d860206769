import type postgres from "postgres";
import type { Admin } from "./admin.ts";
import type { SizeResult } from "./measure-size.ts";
import type { ServerMemory } from "./server-memory.ts";

/** One export, or one of the ways it is compared with, from the request to the last byte. */
export type Sample = { ms: number; firstByteMs: number; bytes: number; peakRssBytes?: number };

/** What a contender works with. */
export type Bench = {
  sql: postgres.Sql;
  admin: Admin;
  supabase: { url: string; publishableKey: string };
  workspace: { id: string; slug: string };
  rows: number;
  memory: ServerMemory;
};

/** One way of getting the rows out. */
export type Candidate = {
  name: string;
  /** The contender whose time counts as 1x. */
  against: string;
  run(bench: Bench): Promise<Sample>;
};

/** A promise about the figures, and whether they keep it. */
export type Target = { text: string; met: boolean };

/** A kind of export under measurement: its data, who competes, and what is asked of it. */
export type Scenario = {
  name: string;
  /** What one row is called in the report. */
  unit: string;
  /** How many rows to measure when nobody says; a tenth of them is measured too. */
  rows: number;
  /** Taken before the memory of an idle server is read, so that loading code does not count as use. */
  warmUp: { kind: string; format: string };
  /** Fills a workspace; the same rows each time. */
  makeData(sql: postgres.Sql, tenantId: string, rows: number): Promise<void>;
  contenders: readonly Candidate[];
  /** The contenders in the picture for the README, where there is one. */
  drawn?: readonly string[];
  /** What else has to hold once all rounds are over. */
  check?(sql: postgres.Sql): Promise<Target>;
  /** @param sizes the small size and the large one */
  judge(sizes: readonly SizeResult[]): Target[];
};

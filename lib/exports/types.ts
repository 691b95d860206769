import type { Answer } from "./answer/answer";
import type { Compression, ExportFormat, ExportKind } from "./kinds";
import type { ExportScope } from "./scope/scope";

/** An export whose download has begun. The token is the secret that its batches are read with; it is never stored or logged. */
export type OpenExport = {
  id: string;
  kind: ExportKind;
  format: ExportFormat;
  /** How the file is compressed. */
  compress: Compression | null;
  workspaceId: string;
  slug: string;
  workspaceName: string;
  actorId: string;
  actorName: string;
  actorEmail: string;
  /** The customer of a single-contact export. */
  targetId: string | null;
  includeNotes: boolean;
  /** Which part of the workspace's records the file holds. */
  scope: ExportScope;
  /** How a single contact's file answers the person. */
  answer: Answer;
  /** Of a package with a password; never stored or logged. */
  password?: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  token: string;
  /** How often its download has begun, this one included. */
  attempt: number;
  /** The attempt whose bytes the file has: it begins again with other bytes in a later one only. */
  fileAttempt: number;
  /** The byte that this attempt sends first, of one after the first attempt. */
  resumedFrom: number | null;
};

/** A place between two rows, where a writer can go on: the arguments of the batch function that reads on from there. */
export type Position = Record<string, string>;

/** How many records of each kind, such as `{ messages: 12, replies: 3 }`. */
export type Counts = Record<string, number>;

/** How many cells were cut to what a spreadsheet can hold, by type of record and column: `{ contacts: { notes: 2 } }`. */
export type CellCounts = Record<string, Record<string, number>>;

/** What a batch says about itself, in a response header. */
export type BatchMeta = {
  /** Length of the body. */
  bytes: number;
  rows: number;
  counts: Counts;
  /** The arguments that ask for the next batch; null on the last one. */
  next: Record<string, string> | null;
  /** Set when the batch is one large conversation without its messages and replies: its id. */
  parent_id: string | null;
};

/**
 * One answer of a batch function: part of a file as Postgres wrote it, in the buffers that it arrived in.
 * Position: where the rows of the file go on after it.
 */
export type Batch = { body: Buffer[]; meta: BatchMeta; position?: Position };

/**
 * Part of a file on its way to the client.
 * Text: the file's text, or its UTF-8 bytes in several buffers, or in one.
 */
export type Chunk<Text = string | Uint8Array[]> = {
  text: Text;
  /** Rows that end in this chunk. */
  rows: number;
  /** Cells that were escaped so that a spreadsheet does not run them as formulas. */
  escapedCells: number;
  counts?: Counts;
  cutCells?: CellCounts;
  /** Where the file goes on after this chunk, if it ends between two rows and the rest does not depend on what was before. */
  position?: Position;
};

/** How an export that was opened can end on the server's side. */
export type Outcome = "completed" | "failed" | "interrupted";

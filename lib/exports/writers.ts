import type { TicketClient } from "@/lib/supabase/ticket-client";
import { contactBatches, contactColumns } from "./contacts";
import type { OfferedKind } from "./kinds";
import { type Piece, type RowFormatName, writeRows } from "./row-format";
import { rowFormats } from "./row-formats";
import type { OpenRun } from "./run";

/** Writes a run's file, piece by piece, reading the database as it goes; stops reading when the signal aborts. */
type Writer = (client: TicketClient, run: OpenRun, signal: AbortSignal) => AsyncGenerator<Piece>;

/** How each kind of export is written. */
export const writers: Record<OfferedKind, Writer> = {
  contacts: (client, run, signal) =>
    writeRows(rowFormats[run.format as RowFormatName], contactColumns, contactBatches(client, signal)),
};

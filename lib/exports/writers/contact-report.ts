import { addCounts, textChunk } from "@/lib/exports/chunk";
import { contactReport, type ReportRecord } from "@/lib/exports/formats/report/contact-report";
import { type ContactExport, parseCustomer } from "@/lib/exports/schemas/contact-file";
import {
  type ContactSummary,
  fetchChildren,
  fetchRecords,
  fetchTitles,
  type Section,
  sections,
} from "@/lib/exports/source/contact-records";
import type { Batch, Chunk, Counts } from "@/lib/exports/types";

const chunkLength = 64 * 1024;

/** What is read first, and the counts of a file with nothing else. */
type Start = { header: ContactExport["export"]; summary: ContactSummary; customer: Buffer[]; counts: Counts };

/** The readable report of a contact, written as it is read. */
export async function* contactReportChunks(token: string, start: Start, signal: AbortSignal): AsyncGenerator<Chunk> {
  let counts = start.counts;
  const countWritten = (batch: Batch) => {
    counts = addCounts(counts, batch.meta.counts);
  };
  const report = contactReport({
    header: start.header,
    customer: parseCustomer(takeText(start.customer)),
    totals: start.summary,
    titles: (section) => fetchTitles(section, token, signal),
    conversations: records<"conversations">("conversations", countWritten, token, signal),
    tickets: records<"tickets">("tickets", countWritten, token, signal),
  });
  let text = "";
  for await (const part of report) {
    text += part;
    if (text.length < chunkLength) continue;
    yield { ...textChunk(text), counts };
    counts = {};
    text = "";
  }
  yield { ...textChunk(`${text}\n`, 1), counts };
}

/**
 * The conversations or tickets one by one; the lists of a large one are read while they are iterated.
 * @param onEnd called once all rows of a batch were taken
 */
async function* records<S extends Section>(
  section: Section,
  onEnd: (batch: Batch) => void,
  token: string,
  signal: AbortSignal,
): AsyncGenerator<ReportRecord<S>> {
  for await (const batch of fetchRecords(section, token, signal)) {
    const parentId = batch.meta.parent_id;
    if (parentId === null) {
      yield* parseRows<ReportRecord<S>>(batch);
    } else {
      const lists = sections[section].lists.map((list) => [
        list,
        children(section, { parentId, list }, onEnd, token, signal),
      ]);
      for (const row of parseRows<object>(batch, "}")) {
        yield { ...row, ...Object.fromEntries(lists) } as ReportRecord<S>;
      }
    }
    onEnd(batch);
  }
}

async function* children(
  section: Section,
  of: { parentId: string; list: string },
  onEnd: (batch: Batch) => void,
  token: string,
  signal: AbortSignal,
): AsyncGenerator<unknown> {
  for await (const batch of fetchChildren(section, of, token, signal)) {
    yield* parseRows(batch);
    onEnd(batch);
  }
}

/** Parses rows that are separated by commas. They hold no numbers, which parsing could change. */
function parseRows<Row>({ body }: Batch, end = ""): Row[] {
  return JSON.parse(takeText(body, "[", `${end}]`));
}

/**
 * The text of buffers between two others. The buffers are dropped, and the text is in one piece: a value of many megabytes is in
 * memory as few times as possible.
 */
function takeText(body: Buffer[], start = "", end = ""): string {
  return Buffer.concat([Buffer.from(start), ...body.splice(0), Buffer.from(end)]).toString();
}

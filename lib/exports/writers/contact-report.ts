import { addCounts, textChunk } from "@/lib/exports/chunk";
import type { AnswerPages } from "@/lib/exports/formats/report/answer-pages";
import type { PartTitles } from "@/lib/exports/formats/report/contents";
import type { ReportPart, ReportRecord } from "@/lib/exports/formats/report/part";
import { contactReport } from "@/lib/exports/formats/report/report-html";
import type { ReportWords } from "@/lib/exports/formats/report/report-words";
import { type ContactExport, parseCustomer } from "@/lib/exports/schemas/contact-file";
import { type Section, sections } from "@/lib/exports/source/contact-records";
import type { ContactSource } from "@/lib/exports/source/contact-source";
import { prefetch } from "@/lib/exports/source/prefetch";
import type { Batch, Chunk, Counts } from "@/lib/exports/types";
import { extractLongValues } from "@/lib/format/extract-long-values";
import type { OtherSource } from "./open-answer";

const chunkLength = 64 * 1024;
/** After a larger batch the next is read when this one was written: both could hold a text of many megabytes. */
const maxPrefetchBytes = 4 * 1024 * 1024;

/** What is read first, and the counts of a file with nothing else. */
type Start = {
  header: ContactExport["export"];
  customer: Buffer[];
  counts: Counts;
  answer?: AnswerPages | null;
  words?: ReportWords | undefined;
};

/** The readable report of a contact, written as it is read. */
export async function* contactReportChunks(
  source: ContactSource,
  others: OtherSource[],
  start: Start,
): AsyncGenerator<Chunk> {
  let counts = start.counts;
  const countWritten = (batch: Batch) => {
    counts = addCounts(counts, batch.meta.counts);
  };
  const report = contactReport(
    {
      header: start.header,
      titles: titles(source),
      ...reportPart({ customer: start.customer, leavesOut: start.header.left_out !== undefined }, countWritten, source),
      others: others.map(({ record, source: other }) => ({
        record,
        titles: () => titles(other),
        open: async () => {
          const { summary, customer } = await other.contact();
          return reportPart({ customer, leavesOut: summary.conversations_left_out > 0 }, countWritten, other);
        },
      })),
      answer: start.answer ?? null,
    },
    start.words,
  );
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

function titles(source: ContactSource): PartTitles {
  return {
    conversations: prefetch(source.titles("conversations")),
    tickets: prefetch(source.titles("tickets")),
  };
}

function reportPart(
  { customer, leavesOut }: { customer: Buffer[]; leavesOut: boolean },
  countWritten: (batch: Batch) => void,
  source: ContactSource,
): ReportPart {
  return {
    customer: parseCustomer(customer),
    leavesOut,
    conversations: records<"conversations">("conversations", countWritten, source),
    tickets: records<"tickets">("tickets", countWritten, source),
  };
}

/**
 * The conversations or tickets one by one; the lists of a large one are read while they are iterated.
 * @param onEnd called once all rows of a batch were taken
 */
async function* records<S extends Section>(
  section: Section,
  onEnd: (batch: Batch) => void,
  source: ContactSource,
): AsyncGenerator<ReportRecord<S>> {
  for await (const batch of prefetchSmall(source.records(section))) {
    const parentId = batch.meta.parent_id;
    if (parentId === null) {
      yield* parseRows<ReportRecord<S>>(batch);
    } else {
      const lists = sections[section].lists.map((list) => [
        list,
        children(source.children(section, { parentId, list }), onEnd),
      ]);
      for (const row of parseRows<object>(batch, "}")) {
        yield { ...row, ...Object.fromEntries(lists) } as ReportRecord<S>;
      }
    }
    onEnd(batch);
  }
}

async function* children(batches: AsyncGenerator<Batch>, onEnd: (batch: Batch) => void): AsyncGenerator<unknown[]> {
  for await (const batch of prefetchSmall(batches)) {
    yield parseRows(batch);
    onEnd(batch);
  }
}

function prefetchSmall(batches: AsyncGenerator<Batch>): AsyncGenerator<Batch> {
  return prefetch(batches, ({ meta }) => meta.bytes <= maxPrefetchBytes);
}

/** Parses rows that are separated by commas; the buffers are dropped. They hold no numbers, which parsing could change. */
function parseRows<Row>({ body }: Batch, end = ""): Row[] {
  const { json, restore } = extractLongValues([Buffer.from("["), ...body.splice(0), Buffer.from(`${end}]`)]);
  return JSON.parse(json, restore && ((_key, value) => restore(value)));
}

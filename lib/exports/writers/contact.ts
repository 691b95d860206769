import { textChunk } from "@/lib/exports/chunk";
import { prettyJson } from "@/lib/exports/formats/pretty-json";
import type { AnswerPages } from "@/lib/exports/formats/report/answer-pages";
import { answerWords, type ReportWords } from "@/lib/exports/formats/report/report-words";
import type { ContactExport } from "@/lib/exports/schemas/contact-file";
import { schemaId } from "@/lib/exports/schemas/json-schemas";
import {
  type ContactSummary,
  fetchInformation,
  type RecordSummary,
  type Section,
  sections,
} from "@/lib/exports/source/contact-records";
import type { ContactSource } from "@/lib/exports/source/contact-source";
import type { Batch, Chunk, OpenExport } from "@/lib/exports/types";
import { compareTimestamps } from "@/lib/format/compare-timestamps";
import { contactPackage } from "./contact-package";
import { contactReportChunks } from "./contact-report";
import { type AnswerSource, type OtherSource, openAnswer } from "./open-answer";

/** The counts of a file with no conversations and no tickets. */
const contactCounts = {
  contacts: 1,
  conversations: 0,
  messages: 0,
  replies: 0,
  tickets: 0,
  ticket_replies: 0,
  ticket_notes: 0,
};

/**
 * Everything about one contact as a pretty-printed JSON file, a readable report, or a package of both, read in batches. The file counts
 * as one row.
 * @throws AppError not_found when the contact is gone; unavailable; forbidden when the export may not read any more; answer_changed when
 * what it leaves out has changed
 */
export async function* writeContact(openExport: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  const newSource = await openAnswer(openExport, signal);
  const file = () => contactFile(openExport, newSource());
  const report = () => contactReport(openExport, newSource(), signal);
  if (openExport.format === "zip") yield* contactPackage(openExport, { file, report }, newSource());
  else yield* openExport.format === "html" ? report() : file();
}

async function* contactFile(openExport: OpenExport, answer: AnswerSource): AsyncGenerator<Chunk> {
  const { summary, customer } = await answer.source.contact();
  const header = exportHeader(openExport, summary, answer);
  yield* prettyJson(contactJson({ header, customer }, answer));
  yield { ...textChunk("\n", 1), counts: { ...contactCounts, contacts: 1 + answer.others.length } };
}

async function* contactReport(
  openExport: OpenExport,
  answer: AnswerSource,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  const { source, others } = answer;
  const { summary, customer } = await source.contact();
  const header = exportHeader(openExport, summary, answer);
  const pages = await answerPages(openExport, answer, signal);
  const counts = { ...contactCounts, contacts: 1 + others.length };
  yield* contactReportChunks(source, others, { header, customer, counts, ...pages });
}

/** What a report has besides the data; nothing for the report as one file. */
async function answerPages(
  { id, answer, format, token }: OpenExport,
  { source, others, redactor }: AnswerSource,
  signal: AbortSignal,
): Promise<{ words: ReportWords; answer: AnswerPages } | undefined> {
  if (format === "html" && Object.keys(answer).length === 0) return undefined;
  const summaries = await Promise.all(
    [source, ...others.map((other) => other.source)].map((record) => record.recordSummary()),
  );
  const information = answer.information ? await fetchInformation(token, signal) : null;
  const redactions = redactor && (() => redactor.redactions);
  const reference = answer.reference && (redactor?.uncounted(answer.reference) ?? answer.reference);
  const shown = reference ? { ...answer, reference } : answer;
  return {
    words: answerWords(answer),
    answer: { answer: shown, exportId: id, summary: joinSummaries(summaries), information, redactions },
  };
}

function joinSummaries(summaries: RecordSummary[]): RecordSummary {
  const sum = (count: "conversations" | "tickets") => summaries.reduce((total, summary) => total + summary[count], 0);
  const times = (time: "first_at" | "last_at") =>
    summaries.flatMap((summary) => summary[time] ?? []).toSorted(compareTimestamps);
  return {
    conversations: sum("conversations"),
    tickets: sum("tickets"),
    first_at: times("first_at").at(0) ?? null,
    last_at: times("last_at").at(-1) ?? null,
    writers: [...new Set(summaries.flatMap(({ writers }) => writers))],
  };
}

/** What the file says about itself. */
function exportHeader(
  openExport: OpenExport,
  summary: ContactSummary,
  { redactor, others }: AnswerSource,
): ContactExport["export"] {
  const workspaceName = redactor?.text("/export/workspace/name", openExport.workspaceName) ?? openExport.workspaceName;
  const { actorName, actorEmail } = openExport;
  return {
    ...(openExport.format === "zip" ? { schema: schemaId("contact") } : {}),
    description:
      others.length > 0
        ? `Everything that ${workspaceName} keeps in Hydra about one person in ${others.length + 1} records: these records, the conversations they appear on and their tickets.`
        : `Everything that ${workspaceName} keeps in Hydra about one contact: the contact's own record, the conversations they appear on and their tickets.`,
    format: "hydra-contact-export",
    version: 1,
    exported_at: openExport.startedAt,
    workspace: { name: workspaceName, slug: openExport.slug },
    exported_by: {
      name: redactor?.author("/export/exported_by/name", actorName) ?? actorName,
      email: redactor?.text("/export/exported_by/email", actorEmail) ?? actorEmail,
    },
    internal_notes: openExport.includeNotes ? "included" : "excluded",
    ...leftOut(summary),
  };
}

function leftOut({ conversations_left_out: conversations }: ContactSummary): Pick<ContactExport["export"], "left_out"> {
  const reason = "The contact was created from a conversation that is or was linked to another contact.";
  return conversations > 0 ? { left_out: { conversations, reason } } : {};
}

/** The file without indentation. What Postgres printed is passed on as bytes: parsing would change numbers. */
async function* contactJson(
  { header, customer }: { header: ContactExport["export"]; customer: Buffer[] },
  { source, others, redactor }: AnswerSource,
): AsyncGenerator<Chunk> {
  yield textChunk(`{"export":${JSON.stringify(header)},"customer":`);
  yield textChunk(customer);
  yield* sectionsJson(source);
  if (others.length > 0) {
    yield textChunk(',"other_records":[');
    for (const [n, other] of others.entries()) {
      if (n > 0) yield textChunk(",");
      yield* otherRecordJson(other);
    }
    yield textChunk("]");
  }
  if (redactor) yield textChunk(`,"redactions":${JSON.stringify(redactor.redactions)}`);
  yield textChunk("}");
}

async function* otherRecordJson({ record, source }: OtherSource): AsyncGenerator<Chunk> {
  const { summary, customer } = await source.contact();
  const start = JSON.stringify({ matches: record.matches, ...leftOut(summary) });
  yield textChunk(`${start.slice(0, -1)},"customer":`);
  yield textChunk(customer);
  yield* sectionsJson(source);
  yield textChunk("}");
}

async function* sectionsJson(source: ContactSource): AsyncGenerator<Chunk> {
  for (const section of ["conversations", "tickets"] as const) {
    yield textChunk(`,"${section}":[`);
    yield* recordsJson(section, source);
    yield textChunk("]");
  }
}

/** The conversations or tickets, as the inside of a JSON array. The lists of a large one are read in batches of their own. */
async function* recordsJson(section: Section, source: ContactSource): AsyncGenerator<Chunk> {
  let separator = "";
  for await (const { body, meta } of source.records(section)) {
    const { bytes, counts, parent_id: parentId } = meta;
    if (bytes === 0) continue;
    const text = [Buffer.from(separator), ...body];
    separator = ",";
    if (parentId === null) {
      yield { ...textChunk(text), counts };
      continue;
    }
    yield textChunk(text);
    for (const list of sections[section].lists) {
      yield textChunk(`,"${list}":[`);
      yield* childrenJson(source.children(section, { parentId, list }));
      yield textChunk("]");
    }
    yield { ...textChunk("}"), counts };
  }
}

async function* childrenJson(batches: AsyncGenerator<Batch>): AsyncGenerator<Chunk> {
  let separator = "";
  for await (const { body, meta } of batches) {
    yield { ...textChunk([Buffer.from(separator), ...body]), counts: meta.counts };
    separator = ",";
  }
}

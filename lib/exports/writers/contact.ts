import { textChunk } from "@/lib/exports/chunk";
import { prettyJson } from "@/lib/exports/formats/pretty-json";
import { answerWords } from "@/lib/exports/formats/report/report-words";
import type { ContactExport } from "@/lib/exports/schemas/contact-file";
import { schemaId } from "@/lib/exports/schemas/json-schemas";
import {
  type ContactSummary,
  fetchChildren,
  fetchContact,
  fetchInformation,
  fetchRecordSummary,
  fetchRecords,
  type Section,
  sections,
} from "@/lib/exports/source/contact-records";
import type { Chunk, OpenExport } from "@/lib/exports/types";
import { contactPackage } from "./contact-package";
import { contactReportChunks } from "./contact-report";

/** The counts of a file with no conversations and no tickets. */
const contactCounts = {
  ...{ contacts: 1, conversations: 0, messages: 0, replies: 0 },
  ...{ tickets: 0, ticket_replies: 0, ticket_notes: 0 },
};

/**
 * Everything about one contact as a pretty-printed JSON file, a readable report, or a package of both, read in batches. The file counts
 * as one row.
 * @throws AppError not_found when the contact is gone; unavailable; forbidden when the export may not read any more; invalid_request
 * when a package that is to have a password has none, or one that is not has one
 */
export function writeContact(openExport: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  switch (openExport.format) {
    case "zip":
      return contactPackage(openExport, { json: contactFile, report: contactReport }, signal);
    case "html":
      return contactReport(openExport, signal);
    default:
      return contactFile(openExport, signal);
  }
}

async function* contactFile(openExport: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  const { summary, customer } = await fetchContact(openExport.token, signal);
  const header = exportHeader(openExport, summary);
  yield* prettyJson(contactJson(openExport.token, { header, customer }, signal));
  yield { ...textChunk("\n", 1), counts: contactCounts };
}

async function* contactReport(openExport: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  const { summary, customer } = await fetchContact(openExport.token, signal);
  const header = exportHeader(openExport, summary);
  const pages = await answerPages(openExport, signal);
  const start = { header, customer, counts: contactCounts, ...pages };
  yield* contactReportChunks(openExport.token, start, signal);
}

/** What a report has besides the data; nothing for the report as one file. */
async function answerPages({ answer, format, token }: OpenExport, signal: AbortSignal) {
  if (format === "html" && Object.keys(answer).length === 0) return {};
  const summary = await fetchRecordSummary(token, signal);
  const information = answer.information ? await fetchInformation(token, signal) : null;
  return { words: answerWords(answer), answer: { answer, summary, information, redactions: null } };
}

/** What the file says about itself. */
function exportHeader(openExport: OpenExport, summary: ContactSummary): ContactExport["export"] {
  return {
    ...(openExport.format === "zip" ? { schema: schemaId("contact") } : {}),
    description: `Everything that ${openExport.workspaceName} keeps in Hydra about one contact: the contact's own record, the conversations they appear on and their tickets.`,
    format: "hydra-contact-export",
    version: 1,
    exported_at: openExport.startedAt,
    workspace: { name: openExport.workspaceName, slug: openExport.slug },
    exported_by: { name: openExport.actorName, email: openExport.actorEmail },
    internal_notes: openExport.includeNotes ? "included" : "excluded",
    ...(summary.conversations_left_out > 0
      ? {
          left_out: {
            conversations: summary.conversations_left_out,
            reason: "The contact was created from a conversation that is or was linked to another contact.",
          },
        }
      : {}),
  };
}

/** The file without indentation. What Postgres printed is passed on as bytes: parsing would change numbers. */
async function* contactJson(
  token: string,
  { header, customer }: { header: ContactExport["export"]; customer: Buffer[] },
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  yield textChunk(`{"export":${JSON.stringify(header)},"customer":`);
  yield textChunk(customer);
  for (const section of ["conversations", "tickets"] as const) {
    yield textChunk(`,"${section}":[`);
    yield* recordsJson(section, token, signal);
    yield textChunk("]");
  }
  yield textChunk("}");
}

/** The conversations or tickets, as the inside of a JSON array. The lists of a large one are read in batches of their own. */
async function* recordsJson(section: Section, token: string, signal: AbortSignal): AsyncGenerator<Chunk> {
  let separator = "";
  for await (const { body, meta } of fetchRecords(section, token, signal)) {
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
      yield* childrenJson(section, { parentId, list }, token, signal);
      yield textChunk("]");
    }
    yield { ...textChunk("}"), counts };
  }
}

async function* childrenJson(
  section: Section,
  of: { parentId: string; list: string },
  token: string,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  let separator = "";
  for await (const { body, meta } of fetchChildren(section, of, token, signal)) {
    yield { ...textChunk([Buffer.from(separator), ...body]), counts: meta.counts };
    separator = ",";
  }
}

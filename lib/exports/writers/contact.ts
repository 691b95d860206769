import { textChunk } from "@/lib/exports/chunk";
import { prettyJson } from "@/lib/exports/formats/pretty-json";
import type { ContactExport } from "@/lib/exports/schemas/contact-file";
import {
  type ContactSummary,
  fetchChildren,
  fetchContact,
  fetchRecords,
  type Section,
  sections,
} from "@/lib/exports/source/contact-records";
import type { Chunk, OpenExport } from "@/lib/exports/types";
import { contactReportChunks } from "./contact-report";

/** The counts of a file with no conversations and no tickets. */
const contactCounts = {
  ...{ contacts: 1, conversations: 0, messages: 0, replies: 0 },
  ...{ tickets: 0, ticket_replies: 0, ticket_notes: 0 },
};

/**
 * Everything about one contact as a pretty-printed JSON file or a readable report, read in batches. The file counts as one row.
 * @throws AppError not_found when the contact is gone; unavailable; forbidden when the export may not read any more
 */
export async function* writeContact(openExport: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  const { summary, customer } = await fetchContact(openExport.token, signal);
  const header = exportHeader(openExport, summary);
  if (openExport.format === "html") {
    yield* contactReportChunks(openExport.token, { header, customer, counts: contactCounts }, signal);
  } else {
    yield* prettyJson(contactJson(openExport.token, { header, customer }, signal));
    yield { ...textChunk("\n", 1), counts: contactCounts };
  }
}

/** What the file says about itself. */
function exportHeader(openExport: OpenExport, summary: ContactSummary): ContactExport["export"] {
  return {
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

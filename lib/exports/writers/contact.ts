import { prettyJson } from "@/lib/exports/formats/pretty-json";
import { contactReport } from "@/lib/exports/formats/report/contact-report";
import { type ContactExport, parseContactExport } from "@/lib/exports/schemas/contact-file";
import { batchText, fetchBatches } from "@/lib/exports/source/fetch-batches";
import type { Chunk, Counts, OpenExport } from "@/lib/exports/types";

/**
 * Everything about one contact as a pretty-printed JSON file or a readable report, from one statement's answer.
 * @throws AppError not_found when the contact is gone; unavailable; forbidden when the export may not read any more
 */
export async function* writeContact(openExport: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  for await (const batch of fetchBatches(openExport.token, "export_contact", {}, signal)) {
    // Joined as text: parsing would change numbers.
    const json = `{"export":${JSON.stringify(exportHeader(openExport))},${batchText(batch).slice(1)}`;
    const parts = openExport.format === "html" ? contactReport(parseContactExport(json)) : prettyJson(json);
    yield* coalesceText(parts, batch.meta.counts);
  }
}

/** What the file says about itself. */
function exportHeader(openExport: OpenExport): ContactExport["export"] {
  return {
    description: `Everything that ${openExport.workspaceName} keeps in Hydra about one contact: the contact's own record, the conversations they appear on and their tickets.`,
    format: "hydra-contact-export",
    version: 1,
    exported_at: openExport.startedAt,
    workspace: { name: openExport.workspaceName, slug: openExport.slug },
    exported_by: { name: openExport.actorName, email: openExport.actorEmail },
    internal_notes: openExport.includeNotes ? "included" : "excluded",
  };
}

/** Joins the parts of the file into chunks of 64 K characters. The file counts as one row. */
function* coalesceText(parts: Iterable<string>, counts: Counts): Generator<Chunk> {
  let text = "";
  for (const part of parts) {
    text += part;
    if (text.length < 64 * 1024) continue;
    yield { text, rows: 0, escapedCells: 0 };
    text = "";
  }
  yield { text: `${text}\n`, rows: 1, escapedCells: 0, counts };
}

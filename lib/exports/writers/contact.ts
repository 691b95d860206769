import type { Chunk, Counts } from "@/lib/exports/chunk";
import { prettyJson } from "@/lib/exports/formats/pretty-json";
import { contactReport } from "@/lib/exports/formats/report/contact-report";
import type { OpenExport } from "@/lib/exports/lifecycle/exports";
import { type ContactExport, parseContactExport } from "@/lib/exports/schemas/contact-file";
import { batchText, fetchBatches } from "@/lib/exports/source/fetch-batches";

/**
 * Everything about one contact as a pretty-printed JSON file or a readable report, both from one statement's answer.
 * @throws AppError not_found when the contact is gone; unavailable; forbidden when the run may not read any more
 */
export async function* writeContact(run: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  for await (const page of fetchBatches(run.ticket, "export_contact", {}, signal)) {
    // Put together as text: what Postgres printed is not parsed on its way into the JSON file.
    const json = `{"export":${JSON.stringify(introduction(run))},${batchText(page).slice(1)}`;
    const parts = run.format === "html" ? contactReport(parseContactExport(json)) : prettyJson(json);
    yield* piecesOf(parts, page.about.counts);
  }
}

/** What the file says about itself. */
function introduction(run: OpenExport): ContactExport["export"] {
  return {
    description: `Everything that ${run.workspaceName} keeps in Hydra about one contact: the contact's own record, the conversations they appear on and their tickets.`,
    format: "hydra-contact-export",
    version: 1,
    exported_at: run.startedAt,
    workspace: { name: run.workspaceName, slug: run.slug },
    exported_by: { name: run.actorName, email: run.actorEmail },
    internal_notes: run.includeNotes ? "included" : "excluded",
  };
}

/** Joins small parts, so that not every token makes its own way through the stream. The file counts as one row. */
function* piecesOf(parts: Iterable<string>, counts: Counts): Generator<Chunk> {
  let text = "";
  for (const part of parts) {
    text += part;
    if (text.length < 64 * 1024) continue;
    yield { text, rows: 0, guarded: 0 };
    text = "";
  }
  yield { text: `${text}\n`, rows: 1, guarded: 0, counts };
}

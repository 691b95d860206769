import { html, type SafeHtml } from "@remix-run/html-template";
import { formatVersions } from "@/lib/exports/format-versions";
import type { ContactExport } from "@/lib/exports/schemas/contact-file";
import { withoutBidiControls } from "@/lib/format/bidi";
import type { LongText } from "@/lib/format/long-text";
import { type AnswerPages, answerInformation, answerRedactions, answerSummary } from "./answer-pages";
import { contents, type OpenPart, type PartTitles } from "./contents";
import { name, shorten, time } from "./fields";
import { part, type ReportPart } from "./part";
import { recordTitle } from "./record-title";
import { fill, plainWords, type ReportWords } from "./report-words";
import { answerStyle, policyOf, reportStyle } from "./style";

/** What a report is written from. */
export type ReportSource = ReportPart & {
  header: ContactExport["export"];
  titles: PartTitles;
  /** Other records of the same person. */
  others?: OpenPart[];
  /** What a report has that answers the person; null for the report as one file. */
  answer?: AnswerPages | null;
};

/**
 * A single-contact export as one HTML page, written for the person it is about (GDPR Art. 12(1): concise, intelligible, plain
 * language). The page has no script and loads nothing; the html template escapes every value, and names are isolated.
 * @returns the page in fragments
 */
export async function* contactReport(source: ReportSource, words: ReportWords = plainWords): AsyncGenerator<string> {
  for await (const fragment of page(source, words)) yield fragment.toString();
}

async function* page(source: ReportSource, words: ReportWords): AsyncGenerator<SafeHtml> {
  const { header, customer, answer = null, others = [] } = source;
  const { report } = words.messages;
  const contactName = customer.name || customer.email || report.thisContact;
  yield pageHeader(header, contactName, words, answer !== null);
  const first = { type: customer.type, name: contactName, matches: [] };
  const parts: OpenPart[] = [{ record: first, titles: () => source.titles, open: async () => source }, ...others];
  const records = parts.map(({ record }) => record);
  if (answer) {
    yield html`<main>
`;
    yield* answerSummary(answer, { workspace: header.workspace.name, contactName, records }, words);
  }
  yield* contents(parts, answer?.information ? words.messages.information.heading : null, words);
  if (answer) yield* answerInformation(answer, words);
  else {
    yield html`<main>
`;
  }
  const withNotes = header.internal_notes === "included";
  const total = parts.length;
  for (const [n, { record, open }] of parts.entries()) {
    const number = n + 1;
    if (total > 1) {
      yield html`<section id="record-${number}">
<h2>${recordTitle(record, { number, total }, words)}</h2>
</section>
`;
    }
    yield* part(await open(), { number, total, withNotes }, words);
  }
  if (answer) yield* answerRedactions(answer, words);
  const { format, workspace } = header;
  const version = answer ? formatVersions.contact : String(header.version);
  const number = answer ? html`\n<p>${fill(words.messages.summary.footer, { export: answer.exportId })}</p>` : "";
  yield html`</main>
<footer><p>${fill(report.footer, { format, version, workspace: name(workspace.name) })}</p>${number}</footer>
</body>
</html>`;
}

function pageHeader(
  { workspace, exported_at, exported_by, internal_notes }: ContactExport["export"],
  contactName: string | LongText,
  words: ReportWords,
  isAnswer: boolean,
): SafeHtml {
  const { report } = words.messages;
  const title = fill(report.title, { contact: withoutBidiControls(shorten(contactName)) });
  const style = isAnswer ? answerStyle : reportStyle;
  return html`<!doctype html>
<html lang="${words.messages.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style)}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${title} · ${withoutBidiControls(shorten(workspace.name))}</title>
<style>${html.raw`${style}`}</style>
</head>
<body>
<header>
<h1>${fill(report.title, { contact: name(contactName) })}</h1>
<p>${fill(report.intro, {
    workspace: name(workspace.name),
    contact: name(contactName),
    time: time(exported_at, words),
    name: nameAndEmail(exported_by),
    zone: words.zone,
  })}</p>
<p>${internal_notes === "included" ? report.notesIncluded : report.notesExcluded}</p>
</header>
`;
}

/** Where teammates are left out, both are the same: "Agent 1". */
function nameAndEmail({ name: of, email }: { name: string; email: string }): SafeHtml {
  return of === email ? name(of) : html`${name(of)} (${name(email)})`;
}

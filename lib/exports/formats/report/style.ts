import { createHash } from "node:crypto";

/** The report's style sheet. It loads nothing. */
export const reportStyle = `
:root { color-scheme: light dark; --line: light-dark(#d9d7e0, #3a3744); --quiet: light-dark(#5b5966, #a8a5b4); }
* { box-sizing: border-box; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
h3 { margin: 0 0 0.5rem; font-size: 1.125rem; }
a { color: light-dark(#6124c2, #c0a8ff); }
dl { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: 0.25rem 1rem; margin: 0.5rem 0; }
dd { margin: 0; min-width: 0; }
dt, .who time, .none { color: var(--quiet); }
dt, .who time { font-size: 0.875rem; }
dd dl { grid-template-columns: fit-content(11rem) 1fr; border-left: 2px solid var(--line); padding-left: 0.75rem; margin: 0 0 0.25rem; }
ul { margin: 0; padding-left: 1.25rem; }
article { margin: 2rem 0; }
.prose { white-space: pre-wrap; }
.thread { list-style: none; padding: 0; margin: 1rem 0; }
.thread li { border-left: 3px solid var(--line); padding: 0.25rem 0 0.25rem 0.75rem; margin: 0 0 0.75rem; break-inside: avoid; }
.thread .reply { border-color: #0d9488; background: light-dark(#e6f7f4, #0d302c); }
.thread .note { border-color: #d97706; background: light-dark(#fdf2d3, #35290c); }
.who { margin: 0; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.875rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.5rem; } }
@media print {
  :root { color-scheme: light; }
  body { font-size: 11pt; max-width: none; padding: 0; }
  h2, h3, .who { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  .thread li { print-color-adjust: exact; }
}
`;

/** The style sheet of the report that answers a person: a page of its own for the summary, days, and page numbers in print. */
export const answerStyle = `${reportStyle}
body { background: light-dark(#fff, #131217); color: light-dark(#16151a, #f1f0f5); }
.day h4 { margin: 1rem 0 0.5rem; font-size: 0.9375rem; }
h3 { text-align: left; }
.thread li { border-color: light-dark(#b6b3c1, #767285); }
.thread .own { border-color: light-dark(#6124c2, #c0a8ff); }
nav ol { padding-left: 1.5rem; }
nav small { color: var(--quiet); }
dd > p { margin: 0.25rem 0 0; font-size: 0.875rem; color: var(--quiet); }
.thread .day { border: 0; padding: 0; break-after: avoid; }
h2 small { font-size: 0.75em; font-weight: 400; color: var(--quiet); }
[id^="record-"] h2 { border-bottom-width: 3px; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.75rem 0.25rem 0; text-align: start; vertical-align: top; }
#information .prose { margin-bottom: 1rem; }
@page { margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt system-ui, sans-serif; } }
@media print {
  h2 { margin-top: 1.5rem; }
  [id^="record-"] { break-before: page; }
  article > dl { break-inside: avoid; break-after: avoid; }
  #information h3, .day { break-after: avoid; }
  .thread li { break-inside: auto; }
  .prose, p { orphans: 3; widows: 3; }
}
`;

/** Content security policy (CSP level 3) that allows this style sheet and nothing else: no script, request or form. */
export function policyOf(style: string): string {
  return `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'`;
}

import { formatVersions } from "@/lib/exports/format-versions";
import { fillText, messagesOf } from "@/lib/exports/translations/messages";
import type { OpenExport } from "@/lib/exports/types";
import { withoutBidiControls } from "@/lib/format/bidi";
import { answerWords } from "../report/report-words";

/** Wider lines are broken. */
const width = 78;

/**
 * README.txt of a package: what is in it, and how to read and check it. In the answer's language, with the line ends of Windows.
 * @param names the workspace's name and the reference of the answer, without what is left out
 */
export function packageReadme(
  { id, startedAt, answer }: OpenExport,
  { workspaceName, reference }: { workspaceName: string; reference: string | undefined },
): string {
  const { readme } = messagesOf[answer.language ?? "en"];
  const values = {
    workspace: withoutBidiControls(workspaceName).replace(/\s+/g, " ").slice(0, 200),
    day: answerWords(answer).day(startedAt),
    format: "hydra-contact-export",
    version: formatVersions.contact,
    export: id,
  };
  const heading = (text: string) => [text, "-".repeat(text.length)];
  const lines = [
    ...[readme.title, "=".repeat(readme.title.length), ""],
    ...wrap(fillText(readme.intro, values)),
    ...(reference ? ["", ...wrap(fillText(readme.reference, { reference: withoutBidiControls(reference) }))] : []),
    ...["", ...heading(readme.contents), ""],
    ...files.flatMap(([name, text]) => [name, ...wrap(fillText(readme[text], values), "    ")]),
    ...["", ...wrap(fillText(readme.attachments, values))],
    ...["", ...heading(readme.checking), ""],
    ...readme.steps.flatMap((step, n) => [...wrap(`${n + 1}. ${step}`), ...(n === 1 ? ["", ...commands] : []), ""]),
    ...wrap(fillText(readme.proof, values)),
    "",
    ...wrap(readme.specialists),
    "",
  ];
  // A byte order mark: Windows takes a text without one for its own code page.
  return `\ufeff${lines.join("\r\n")}`;
}

/** Each on a line of its own, to be copied. */
const commands = [
  "    Windows   certutil -hashfile report.html SHA256",
  "    macOS     shasum -a 256 report.html",
  "    Linux     sha256sum report.html",
];

const files = [
  ["report.html", "report"],
  ["data.json", "data"],
  ["data.schema.json", "schema"],
  ["receipt.json", "receipt"],
] as const;

function wrap(text: string, indent = ""): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line && indent.length + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.map((line) => `${indent}${line}`);
}

import { CopyButton } from "@/components/ui/copy-button";
import { Section } from "@/components/ui/section";
import { readAnswer } from "@/lib/exports/answer/answer";
import { fillText, messagesOf } from "@/lib/exports/messages/messages";
import type { ExportRow } from "@/lib/exports/queries/list-exports";

/** A sentence for the reply to the person, in the language of the answer, to copy. */
export function ReplyText({ row, file }: { row: ExportRow; file: string }) {
  const language = readAnswer(row.answer)?.language ?? "en";
  const text = fillText(messagesOf[language].reply, { file, sha256: row.sha256 ?? "" });
  return (
    <Section id="reply" title="For your reply">
      <div className="mt-2 flex items-start gap-2 text-sm">
        <p lang={language} className="min-w-0 grow break-words">
          {text}
        </p>
        <CopyButton text={text} label="the sentence" />
      </div>
    </Section>
  );
}

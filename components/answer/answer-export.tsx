import { ExportOrigin, OwnExportStatus } from "@/components/exports/own-export-status";
import { Section } from "@/components/ui/card";
import type { Language } from "@/lib/exports/answer/languages";
import { AnswerForm } from "./answer-form";

type Props = {
  workspace: string;
  contact: string;
  /** The languages in which the workspace has its information of GDPR Art. 15(1). */
  languages: Language[];
  /** What was looked at, as fields of the export: the other records, what is left out, and the fingerprint of the records. */
  looked: Record<string, string>;
};

/** The export of an answer, and how it goes. */
export function AnswerExport({ workspace, contact, languages, looked }: Props) {
  const origin = `answer-${contact}`;
  return (
    <Section id="export" title="Export the answer">
      <div className="mt-3 max-w-xl space-y-4">
        <AnswerForm {...{ workspace, contact, languages, looked, origin }} />
        <ExportOrigin origin={origin}>
          <OwnExportStatus origin={origin} workspace={workspace} />
        </ExportOrigin>
      </div>
    </Section>
  );
}

import { ExportOrigin, OwnExportStatus } from "@/components/exports/own-export-status";
import { Section } from "@/components/ui/card";
import type { Language } from "@/lib/exports/answer/languages";
import { AnswerForm } from "./answer-form";

type Props = {
  workspace: string;
  contact: string;
  /** The languages in which the workspace has its information of GDPR Art. 15(1). */
  languages: Language[];
  /** The fingerprint of what is left out; null for nothing. */
  redactions: string | null;
};

/** The export of an answer, and how it goes. */
export function AnswerExport({ workspace, contact, languages, redactions }: Props) {
  const origin = `answer-${contact}`;
  return (
    <Section id="export" title="Export the answer">
      <div className="mt-3 max-w-xl space-y-4">
        <AnswerForm {...{ workspace, contact, languages, redactions, origin }} />
        <ExportOrigin origin={origin}>
          <OwnExportStatus origin={origin} workspace={workspace} />
        </ExportOrigin>
      </div>
    </Section>
  );
}

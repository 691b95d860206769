import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Isolated } from "@/components/ui/isolated";
import type { RedactionReason } from "@/lib/answer/redaction-reasons";
import { lawReasons } from "@/lib/exports/redaction/law-reasons";
import { NewReason } from "./new-reason";

type Props = {
  workspace: string;
  reasons: RedactionReason[];
  add: (previous: string | null, form: FormData) => Promise<string | null>;
  remove: (form: FormData) => Promise<void>;
};

/** The reasons for leaving something out of an answer: those of the law, and the workspace's own. */
export function RedactionReasons({ workspace, reasons, add, remove }: Props) {
  return (
    <Section id="reasons" title="Reasons for leaving something out">
      <p className="mt-1 text-sm text-quiet">
        Answers to people offer these. The person reads the reason in their file, so write no names and no personal data
        in it.
      </p>
      <ul className="mt-3 divide-y divide-line border-y border-line text-sm">
        {lawReasons.map((reason) => (
          <li key={reason} className="py-2 text-quiet">
            {reason}
          </li>
        ))}
        {reasons.map(({ id, reason }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2">
            <Isolated className="min-w-0 break-words">{reason}</Isolated>
            <form action={remove}>
              <input type="hidden" name="workspace" value={workspace} />
              <input type="hidden" name="id" value={id} />
              <Button type="submit" variant="quiet">
                Remove<span className="sr-only"> {reason}</span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
      <NewReason key={reasons.length} workspace={workspace} add={add} />
    </Section>
  );
}

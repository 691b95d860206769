import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import type { StoredRedaction } from "@/lib/answer/redactions";
import { type LeaveOutFields, LeaveOutForm } from "./leave-out-form";

type Props = {
  redactions: StoredRedaction[];
  fields: LeaveOutFields;
  /** The workspace's own reasons. */
  reasons: string[];
  leaveOut: (previous: string | null, form: FormData) => Promise<string | null>;
  takeBack: (form: FormData) => Promise<void>;
};

/** What the answer leaves out, for all admins of the workspace, and the form that leaves more out. */
export function LeftOut({ redactions, fields, reasons, leaveOut, takeBack }: Props) {
  return (
    <Section id="left-out" title="Left out">
      <p className="mt-1 text-sm text-quiet">
        It applies to the report and to the JSON file alike, stays in Hydra’s data, and is listed in the file with its
        reason. A text is left out wherever it stands, however it is written; a name, where it is a word of its own.
      </p>
      <LeaveOutForm
        fields={fields}
        reasons={reasons}
        leaveOut={leaveOut}
        hasTeammates={redactions.some(({ what }) => what === "teammates")}
      />
      {redactions.length === 0 ? (
        <p className="mt-3 text-sm">Nothing is left out.</p>
      ) : (
        <ul className="mt-3 divide-y divide-line border-t border-line text-sm">
          {redactions.map((redaction) => (
            <li key={redaction.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2">
              <div className="min-w-0">
                <p className="break-words">
                  <Subject redaction={redaction} />
                </p>
                <p className="text-quiet">
                  <Isolated>{redaction.reason}</Isolated> · <Isolated>{redaction.actor_name}</Isolated>,{" "}
                  <Timestamp at={redaction.created_at} dateStyle="relative" />
                </p>
              </div>
              <form action={takeBack}>
                {Object.entries({ ...fields, id: redaction.id }).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                <Button type="submit" variant="quiet">
                  Take back
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Subject({ redaction: { what, value, record_id } }: { redaction: StoredRedaction }) {
  if (what === "teammates") return "Teammates’ names: they become Agent 1, Agent 2, …";
  if (what === "message") return `Message ${record_id?.slice(0, 8)}`;
  return (
    <>
      {what === "name" ? "Name" : "Text"}: <Isolated className="font-medium">{value}</Isolated>
    </>
  );
}

import { Card } from "@/components/ui/card";
import { shown } from "@/lib/people/person-name";
import { LongText } from "./long-text";
import { Nothing } from "./nothing";

/** What the team wrote down about a person. */
export function PersonNotes({ notes }: { notes: string | null }) {
  return (
    <section aria-labelledby="notes">
      <Card>
        <h2 id="notes" className="text-lg font-semibold">
          Notes
        </h2>
        <div className="mt-2 text-sm">{notes && shown(notes) ? <LongText text={notes} /> : <Nothing />}</div>
      </Card>
    </section>
  );
}

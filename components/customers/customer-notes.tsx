import { Card } from "@/components/ui/card";
import { EmptyValue } from "@/components/ui/empty-value";
import { visibleText } from "@/lib/format/visible-text";
import { LongText } from "./long-text";

/** What the team wrote down about a person. */
export function CustomerNotes({ notes }: { notes: string | null }) {
  return (
    <section aria-labelledby="notes">
      <Card>
        <h2 id="notes" className="text-lg font-semibold">
          Notes
        </h2>
        <div className="mt-2 text-sm">{notes && visibleText(notes) ? <LongText text={notes} /> : <EmptyValue />}</div>
      </Card>
    </section>
  );
}

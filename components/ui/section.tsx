import type { ReactNode } from "react";
import { Card } from "./card";

/** A card with a heading; `id` is also the link target `#id`. */
export function Section({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="min-w-0 break-inside-avoid">
      <Card>
        <h2 id={id} className="scroll-mt-20 text-lg font-semibold">
          {title}
        </h2>
        {children}
      </Card>
    </section>
  );
}

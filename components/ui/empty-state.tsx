import type { ReactNode } from "react";
import { Card } from "./card";

/** Shown in place of an empty list: why it is empty, and what to do next. */
export function EmptyState({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Card className="py-10 text-center sm:py-14">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mx-auto mt-1 max-w-prose text-quiet">{children}</p>
    </Card>
  );
}

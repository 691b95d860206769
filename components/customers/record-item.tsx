import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Timestamp } from "@/components/ui/timestamp";

type Props = { title: string | null; at: string; badges: ReactNode; size: string; children: ReactNode };

/** A conversation or ticket: its headline, and everything in it once opened. Find-in-page opens it by itself. */
export function RecordItem({ title, at, badges, size, children }: Props) {
  return (
    <li>
      <details className="group">
        <summary className="flex list-none items-start gap-2 rounded-lg py-3 hover:bg-raised sm:-mx-2 sm:px-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            className="mt-1 size-4 shrink-0 text-quiet transition-transform group-open:rotate-90"
            aria-hidden="true"
          />
          <span className="min-w-0 grow">
            <span className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
              <bdi className="min-w-0 font-medium">{title ?? <i className="font-normal text-quiet">No subject</i>}</bdi>
              <span className="flex flex-wrap gap-1.5">{badges}</span>
            </span>
            <span className="mt-0.5 block text-sm text-quiet">
              <Timestamp at={at} /> · {size}
            </span>
          </span>
        </summary>
        <div className="pt-1 pb-5 sm:pl-6">{children}</div>
      </details>
    </li>
  );
}

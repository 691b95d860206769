import { ChevronRight, ChevronsLeft } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";

/** The ways on from a page of a list; null where there is none. */
type Props = { label: string; newest: string | null; older: string | null };

export function Pagination({ label, newest, older }: Props) {
  if (!newest && !older) return null;
  return (
    <nav aria-label={`Pages of ${label}`} className="mt-4 flex flex-wrap gap-3">
      {newest ? (
        <Link href={newest} prefetch={false} className={buttonClass("plain")}>
          <ChevronsLeft className="size-4" aria-hidden="true" />
          Newest
        </Link>
      ) : null}
      {older ? (
        <Link href={older} prefetch={false} className={`${buttonClass("plain")} ml-auto`}>
          Older
          <ChevronRight className="size-4" aria-hidden="true" />
        </Link>
      ) : null}
    </nav>
  );
}

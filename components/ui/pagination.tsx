import { ChevronRight, ChevronsLeft } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";

type Props = {
  /** What is paged, for screen readers: "Pages of <label>". */
  label: string;
  /** The address of the first page; null when this is it. */
  newest: string | null;
  /** The address of the next page; null when this is the last. */
  older: string | null;
};

export function Pagination({ label, newest, older }: Props) {
  if (!newest && !older) return null;
  return (
    <nav aria-label={`Pages of ${label}`} className="mt-4 flex flex-wrap gap-3">
      {newest ? (
        <Link href={newest} prefetch={false} className={buttonClass()}>
          <ChevronsLeft className="size-4" aria-hidden="true" />
          Newest
        </Link>
      ) : null}
      {older ? (
        <Link href={older} prefetch={false} className={`${buttonClass()} ml-auto`}>
          Older
          <ChevronRight className="size-4" aria-hidden="true" />
        </Link>
      ) : null}
    </nav>
  );
}

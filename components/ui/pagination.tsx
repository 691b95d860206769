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
  /** The list starts with the oldest, so its first page is not the newest. */
  isOldestFirst?: boolean;
};

export function Pagination({ label, newest, older, isOldestFirst = false }: Props) {
  if (!newest && !older) return null;
  return (
    <nav aria-label={`Pages of ${label}`} className="mt-4 flex flex-wrap gap-3">
      {newest ? (
        <Link href={newest} prefetch={false} className={buttonClass()}>
          <ChevronsLeft className="size-4" aria-hidden="true" />
          {isOldestFirst ? "Oldest" : "Newest"}
        </Link>
      ) : null}
      {older ? (
        <Link href={older} prefetch={false} className={`${buttonClass()} ml-auto`}>
          {isOldestFirst ? "Newer" : "Older"}
          <ChevronRight className="size-4" aria-hidden="true" />
        </Link>
      ) : null}
    </nav>
  );
}

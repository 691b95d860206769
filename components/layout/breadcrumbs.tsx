import { ChevronRight } from "lucide-react";
import Link from "next/link";

export type Crumb = { label: string; href: string };

/** The pages above this one, from the top. */
export function Breadcrumbs({ trail }: { trail: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-1 text-sm text-quiet print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1">
        {trail.map(({ label, href }) => (
          <li key={href} className="flex items-center gap-x-1">
            <Link href={href} className="inline-flex min-h-6 items-center rounded-sm hover:text-ink hover:underline">
              {label}
            </Link>
            <ChevronRight className="size-3.5 shrink-0" aria-hidden="true" />
          </li>
        ))}
      </ol>
    </nav>
  );
}

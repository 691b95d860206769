import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Isolated } from "@/components/ui/isolated";

export type Crumb = { label: string; href: string };

/** The pages above this one, from the top. */
export function Breadcrumbs({ trail }: { trail: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-1 text-sm text-quiet print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1">
        {trail.map(({ label, href }) => (
          <li key={href} className="flex min-w-0 items-center gap-x-1">
            <Link
              href={href}
              title={label.length > 30 ? label : undefined}
              className="block max-w-64 truncate rounded-sm leading-6 hover:text-ink hover:underline"
            >
              <Isolated>{label}</Isolated>
            </Link>
            <ChevronRight className="size-3.5 shrink-0" aria-hidden="true" />
          </li>
        ))}
      </ol>
    </nav>
  );
}

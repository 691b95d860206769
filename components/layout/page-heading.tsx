import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Isolated } from "@/components/ui/isolated";

export type Crumb = { label: string; href: string };

type Props = {
  title: ReactNode;
  /** The pages above this one. */
  trail?: readonly Crumb[];
  /** Badges beside the title. */
  badges?: ReactNode;
  /** Buttons at the end of the header. */
  actions?: ReactNode;
  /** What the page is for, in one line. */
  children?: ReactNode;
};

export function PageHeading({ title, trail, badges, actions, children }: Props) {
  return (
    <header className="mb-6">
      {trail ? <Breadcrumbs trail={trail} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 sm:flex-nowrap">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 dir="auto" className="line-clamp-3 min-w-0 text-2xl font-semibold tracking-tight">
            {title}
          </h1>
          {badges}
        </div>
        {actions ? <div className="flex shrink-0 flex-wrap gap-2 print:hidden">{actions}</div> : null}
      </div>
      {children ? <p className="mt-1 max-w-3xl text-quiet max-sm:mt-2">{children}</p> : null}
    </header>
  );
}

/** The pages above this one, from the top. */
function Breadcrumbs({ trail }: { trail: readonly Crumb[] }) {
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

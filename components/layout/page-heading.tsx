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
      {/* On a narrow screen the buttons follow the text. */}
      <div className="grid items-start gap-x-6 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 dir="auto" className="line-clamp-3 min-w-0 text-2xl font-semibold tracking-tight">
            {title}
          </h1>
          {badges}
        </div>
        {children ? <p className="mt-1 max-w-3xl text-quiet sm:col-span-2">{children}</p> : null}
        {actions ? (
          <div className="flex flex-wrap gap-2 max-sm:mt-3 sm:col-start-2 sm:row-start-1 print:hidden">{actions}</div>
        ) : null}
      </div>
    </header>
  );
}

/** The pages above this one, from the top. */
function Breadcrumbs({ trail }: { trail: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-1 text-sm text-quiet print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1">
        {trail.map(({ label, href }, index) => (
          <li key={href} className="flex min-w-0 items-center gap-x-1">
            {index > 0 ? <ChevronRight className="size-3.5 shrink-0" aria-hidden="true" /> : null}
            <Link
              href={href}
              title={label.length > 30 ? label : undefined}
              className="block max-w-64 truncate rounded-sm leading-6 hover:text-ink hover:underline"
            >
              <Isolated>{label}</Isolated>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

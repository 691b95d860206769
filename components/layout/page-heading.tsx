import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "./breadcrumbs";

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

import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";

export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cn("rounded-lg border border-line bg-surface p-4 sm:p-5 print:p-3", className)}>{children}</div>
  );
}

/** A card with a heading; `id` is also the link target `#id`. */
export function Section({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="min-w-0 break-inside-avoid">
      <Card>
        <h2 id={id} className="scroll-mt-20 text-lg font-semibold">
          {title}
        </h2>
        {children}
      </Card>
    </section>
  );
}

/** Shown in place of an empty list: why it is empty, and what to do next. */
export function EmptyState({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Card className="py-10 text-center sm:py-14">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mx-auto mt-1 max-w-prose text-quiet">{children}</p>
    </Card>
  );
}

type LinkCardProps = { href: string; icon: LucideIcon; title: string; text: string };

/** A large link to a page: the whole card is the click target, the title is its accessible name. */
export function LinkCard({ href, icon: Icon, title, text }: LinkCardProps) {
  return (
    <div className="relative rounded-lg border border-line bg-surface p-4 transition-colors hover:border-accent-ink has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-focus">
      <span className="mb-3 flex size-8 items-center justify-center rounded-md bg-accent-soft text-accent-ink">
        <Icon className="size-4" aria-hidden="true" />
      </span>
      <Link href={href} className="font-semibold outline-none after:absolute after:inset-0 after:rounded-lg">
        {title}
      </Link>
      <p className="mt-1 text-sm text-quiet">{text}</p>
    </div>
  );
}

import type { LucideIcon } from "lucide-react";
import Link from "next/link";

type Props = { href: string; icon: LucideIcon; title: string; text: string };

/** A large link to a page: the whole card is the click target, the title is its accessible name. */
export function LinkCard({ href, icon: Icon, title, text }: Props) {
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

import type { LucideIcon } from "lucide-react";
import Link from "next/link";

type Props = { href: string; icon: LucideIcon; title: string; text: string };

/** A large link to a page: the whole card is the click target, the title is its accessible name. */
export function LinkCard({ href, icon: Icon, title, text }: Props) {
  return (
    <div className="relative rounded-xl border border-line bg-surface p-5 transition-colors hover:border-accent-ink has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-focus">
      <span className="mb-4 flex size-10 items-center justify-center rounded-lg bg-accent-soft text-accent-ink">
        <Icon className="size-5" aria-hidden="true" />
      </span>
      <Link href={href} className="font-semibold outline-none after:absolute after:inset-0 after:rounded-xl">
        {title}
      </Link>
      <p className="mt-1 text-sm text-quiet">{text}</p>
    </div>
  );
}

"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type Props = { href: string; exact?: boolean; children: ReactNode };

/** A sidebar link with aria-current: "page" on its own page, "true" on a page below it. */
export function NavLink({ href, exact = false, children }: Props) {
  const pathname = usePathname();
  const current = pathname === href ? "page" : !exact && pathname.startsWith(`${href}/`) ? "true" : undefined;
  return (
    <Link
      href={href}
      // Otherwise each router.refresh() fetches every link of the menu again, before the page itself.
      prefetch={false}
      aria-current={current}
      className="flex min-h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-quiet hover:bg-raised hover:text-ink aria-[current]:bg-raised aria-[current]:text-ink aria-[current]:[&_svg]:text-accent-ink forced-colors:aria-[current]:bg-[Highlight] forced-colors:aria-[current]:text-[HighlightText] forced-colors:aria-[current]:[&_svg]:text-[HighlightText] forced-colors:aria-[current]:forced-color-adjust-none"
    >
      {children}
    </Link>
  );
}

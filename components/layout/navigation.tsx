"use client";

import { Menu } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type MouseEvent, type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type LinkProps = { href: string; exact?: boolean; children: ReactNode };

/** A sidebar link with aria-current: "page" on its own page, "true" on a page below it. */
export function NavLink({ href, exact = false, children }: LinkProps) {
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

/** The screens on which the menu is a column: Tailwind's "md". */
const wideLayout = "(width >= 48rem)";

/**
 * The menu button of narrow screens, and the sheet that it opens; it closes when the screen becomes wide.
 * @param popoverId what the button opens without JavaScript
 */
export function NavigationSheet({ popoverId, children }: { popoverId: string; children: ReactNode }) {
  const pathname = usePathname();
  // The path on which it was opened: a navigation closes it.
  const [openedOn, setOpenedOn] = useState<string | null>(null);

  useEffect(() => {
    const closeIfWide = ({ matches }: MediaQueryListEvent) => {
      if (matches) setOpenedOn(null);
    };
    const wide = matchMedia(wideLayout);
    wide.addEventListener("change", closeIfWide);
    return () => wide.removeEventListener("change", closeIfWide);
  }, []);

  function open(event: MouseEvent) {
    event.preventDefault();
    setOpenedOn(pathname);
  }
  return (
    <>
      <Button popoverTarget={popoverId} onClick={open} variant="quiet" className="-mr-2" aria-haspopup="dialog">
        <Menu className="size-4" aria-hidden="true" />
        Menu
      </Button>
      <Dialog
        variant="sheet"
        title="Menu"
        open={openedOn === pathname}
        onOpenChange={(isOpen) => setOpenedOn(isOpen ? pathname : null)}
      >
        {children}
      </Dialog>
    </>
  );
}

"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** Closes the menu, and what is open in it, once you have gone somewhere with it. */
export function CloseOnNavigation({ menu }: { menu: string }) {
  const pathname = usePathname();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    const element = document.getElementById(menu);
    if (!element) return;
    for (const details of element.querySelectorAll("details")) details.open = false;
    if (element.matches(":popover-open")) element.hidePopover();
  }, [pathname, menu]);
  return null;
}

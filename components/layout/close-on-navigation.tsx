"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** Closes a popover menu, and the disclosures in it, when the path changes. */
export function CloseOnNavigation({ menuId }: { menuId: string }) {
  const pathname = usePathname();
  const previousPathname = useRef(pathname);
  useEffect(() => {
    if (previousPathname.current === pathname) return;
    previousPathname.current = pathname;
    const menu = document.getElementById(menuId);
    if (!menu) return;
    for (const details of menu.querySelectorAll("details")) details.open = false;
    if (menu.matches(":popover-open")) menu.hidePopover();
  }, [pathname, menuId]);
  return null;
}

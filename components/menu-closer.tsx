"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** Closes the narrow screens' menu once you have gone somewhere with it. */
export function MenuCloser({ menu }: { menu: string }) {
  const pathname = usePathname();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    const element = document.getElementById(menu);
    if (element?.matches(":popover-open")) element.hidePopover();
  }, [pathname, menu]);
  return null;
}

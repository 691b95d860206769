"use client";

import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { type MouseEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/**
 * The menu button of narrow screens, and the sheet that it opens.
 * @param popoverId what the button opens without JavaScript
 */
export function NavigationSheet({ popoverId, children }: { popoverId: string; children: ReactNode }) {
  const pathname = usePathname();
  // The path on which it was opened: a navigation closes it.
  const [openedOn, setOpenedOn] = useState<string | null>(null);

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

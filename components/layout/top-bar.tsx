import { Menu } from "lucide-react";
import { Button } from "@/components/ui/button";
import { HydraMark } from "./hydra-mark";
import { sidebarId } from "./sidebar";

/** On narrow screens: the workspace's name and the menu button. */
export function TopBar({ workspace }: { workspace: string }) {
  return (
    <header className="sticky top-0 z-10 flex items-center gap-2.5 border-b border-line bg-surface px-4 py-2 md:hidden print:hidden">
      <HydraMark className="size-7" />
      <span className="min-w-0 grow truncate font-semibold" title={workspace}>
        {workspace}
      </span>
      <Button popoverTarget={sidebarId} variant="quiet" className="-mr-2 !px-3">
        <Menu className="size-5" aria-hidden="true" />
        Menu
      </Button>
    </header>
  );
}

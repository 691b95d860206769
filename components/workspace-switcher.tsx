"use client";

import { Menu } from "@base-ui/react/menu";
import { Check, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";

type Choice = { slug: string; name: string };

/** The workspace you are in; a menu when you belong to several. */
export function WorkspaceSwitcher({ current, workspaces }: { current: Choice; workspaces: Choice[] }) {
  // On narrow screens the sidebar is in the browser's top layer: a menu outside of it would open underneath.
  const place = useRef<HTMLDivElement>(null);
  if (workspaces.length < 2) {
    return (
      <p className="min-w-0 truncate font-semibold" title={current.name}>
        {current.name}
      </p>
    );
  }
  return (
    <div ref={place} className="min-w-0 grow">
      <Menu.Root modal={false}>
        <Menu.Trigger
          aria-label={`Workspace: ${current.name}. Switch workspace`}
          className="flex min-h-10 w-full min-w-0 items-center justify-between gap-2 rounded-lg px-2 text-left font-semibold hover:bg-raised"
        >
          <span className="truncate" title={current.name}>
            {current.name}
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-quiet" aria-hidden="true" />
        </Menu.Trigger>
        <Menu.Portal container={place}>
          <Menu.Positioner positionMethod="fixed" sideOffset={4} align="start" className="z-10">
            <Menu.Popup className="max-h-80 w-56 max-w-[80vw] overflow-y-auto rounded-lg border border-line bg-surface p-1 text-ink shadow-lg outline-none">
              {workspaces.map(({ slug, name }) => (
                <Menu.LinkItem
                  key={slug}
                  closeOnClick
                  aria-current={slug === current.slug || undefined}
                  render={<Link href={`/${slug}`} />}
                  className="flex min-h-10 items-center gap-2 rounded-md px-2 text-sm outline-none data-[highlighted]:bg-accent-soft data-[highlighted]:text-accent-ink"
                >
                  <Check className={`size-4 shrink-0 ${slug === current.slug ? "" : "invisible"}`} aria-hidden="true" />
                  <span className="truncate" title={name}>
                    {name}
                  </span>
                </Menu.LinkItem>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}

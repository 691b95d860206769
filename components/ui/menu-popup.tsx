"use client";

import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode, useEffect, useId, useRef, useState } from "react";

/** An entry of a menu: a link, or what `onSelect` does. */
type MenuEntry = {
  label: string;
  /** The accessible name, where the label is not unique on the page; it contains the label. */
  name?: string;
  description?: string;
  href?: string;
  isCurrent?: boolean;
  /** Whether a line stands before it: it does something else than those above. */
  isSeparate?: boolean;
  onSelect?: () => void;
};

export type MenuPopupProps = {
  /** The accessible name of the button; undefined when `trigger` has it. */
  name?: string;
  trigger: ReactNode;
  triggerClassName: string;
  entries: readonly MenuEntry[];
  align?: "start" | "end";
  /** Whether the button has the focus when it appears. It has been pressed, so its menu opens. */
  focusesOnMount: boolean;
};

/** A menu button with its popup: arrows, typeahead, Escape, press outside. A default export, because it is loaded on demand. */
export default function MenuPopup({
  name,
  trigger,
  triggerClassName,
  entries,
  align = "start",
  focusesOnMount,
}: MenuPopupProps) {
  const triggerRef = useRef<HTMLButtonElement>(null);
  const isMounted = useRef(false);
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (isMounted.current) return;
    isMounted.current = true;
    setLandmark(triggerRef.current?.closest<HTMLElement>("main, aside, [role=dialog]") ?? null);
    if (focusesOnMount) triggerRef.current?.focus();
    triggerRef.current?.click();
  });
  const hasCurrent = entries.some(({ isCurrent }) => isCurrent);
  return (
    <Menu.Root>
      <Menu.Trigger ref={triggerRef} aria-label={name} className={triggerClassName}>
        {trigger}
      </Menu.Trigger>
      {/* In the landmark of its button, and modal: both are what axe asks for. */}
      <Menu.Portal container={landmark}>
        <Menu.Positioner
          align={align}
          positionMethod="fixed"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Menu.Popup className="max-h-(--available-height) w-max min-w-56 max-w-[min(28rem,calc(100vw-1rem))] animate-appear overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-overlay outline-none">
            {entries.map((entry) => (
              <Fragment key={entry.href ?? entry.label}>
                {entry.isSeparate ? <Menu.Separator className="my-1 border-t border-line" /> : null}
                <Entry entry={entry} hasCheck={hasCurrent} />
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Entry({ entry, hasCheck }: { entry: MenuEntry; hasCheck: boolean }) {
  const { label, name, description, href, isCurrent, onSelect } = entry;
  const descriptionId = useId();
  const props = {
    "aria-label": name ?? (description ? label : undefined),
    "aria-describedby": description ? descriptionId : undefined,
    // Highlighted is not focused for forced colors, which do not show backgrounds.
    className:
      "flex cursor-pointer items-start gap-2 rounded-md px-2 py-1.5 text-sm outline-none data-highlighted:bg-raised forced-colors:data-highlighted:outline-2 forced-colors:data-highlighted:outline-solid",
  };
  const content = (
    <>
      {hasCheck ? (
        <Check className={`mt-0.5 size-4 shrink-0 ${isCurrent ? "" : "invisible"}`} aria-hidden="true" />
      ) : null}
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">{label}</span>
        {description ? (
          <span id={descriptionId} className="block text-quiet">
            {description}
          </span>
        ) : null}
      </span>
    </>
  );
  if (href === undefined) {
    return (
      <Menu.Item {...props} onClick={onSelect}>
        {content}
      </Menu.Item>
    );
  }
  return (
    <Menu.LinkItem
      {...props}
      closeOnClick
      aria-current={isCurrent || undefined}
      render={<Link href={href} prefetch={false} />}
    >
      {content}
    </Menu.LinkItem>
  );
}

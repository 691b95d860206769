"use client";

import { type ComponentType, type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from "react";
import type { MenuPopupProps } from "./menu-popup";

type Props = Omit<MenuPopupProps, "focusesOnMount"> & {
  /** The entries as links or forms, for browsers without JavaScript. */
  children: ReactNode;
};

const loadPopup = () => import("./menu-popup");

/**
 * A button that opens a menu. Until the menu's script is loaded, and without JavaScript, it is a details element with `children`.
 * The script is loaded when the pointer is over the button or the button is pressed, and opens the menu then.
 */
export function Menu({ children, ...props }: Props) {
  const [Popup, setPopup] = useState<ComponentType<MenuPopupProps> | null>(null);
  const focusesOnMount = useRef(false);
  const details = useRef<HTMLDetailsElement>(null);

  async function open(event: MouseEvent | KeyboardEvent) {
    if (details.current?.open) return;
    event.preventDefault();
    try {
      const { default: loaded } = await loadPopup();
      // The details element is replaced, and the focus would be lost with it.
      focusesOnMount.current = details.current?.contains(document.activeElement) ?? false;
      setPopup(() => loaded);
    } catch {
      // The script is gone after a deployment, or the network is down: the details element does.
      if (details.current) details.current.open = true;
    }
  }

  if (Popup) return <Popup {...props} focusesOnMount={focusesOnMount.current} />;
  return (
    <details ref={details} data-menu="" className="group relative">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a control. */}
      <summary
        aria-label={props.name}
        // The element is replaced after the press only: between the two halves of a click, the click would be lost.
        onPointerEnter={() => void loadPopup().catch(() => undefined)}
        onClick={open}
        onKeyDown={(event) => event.key === "ArrowDown" && open(event)}
        className={`list-none [&::-webkit-details-marker]:hidden ${props.triggerClassName}`}
      >
        {props.trigger}
      </summary>
      <div
        className={`absolute top-full z-20 mt-1 max-h-96 w-max min-w-56 max-w-[min(24rem,calc(100vw-2rem))] overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-overlay ${props.align === "end" ? "right-0" : "left-0"}`}
      >
        {children}
      </div>
    </details>
  );
}

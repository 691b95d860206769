"use client";

import { type ComponentType, type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from "react";
import type { MenuPopupProps } from "./menu-popup";

type Props = Omit<MenuPopupProps, "opensOnMount" | "focusesOnMount"> & {
  /** The entries as links or forms, for browsers without JavaScript. */
  children: ReactNode;
};

/**
 * A button that opens a menu. Until the menu's script is loaded, and without JavaScript, it is a details element with `children`.
 * The script is loaded when the pointer is over the button or the button is pressed.
 */
export function Menu({ children, ...props }: Props) {
  const [Popup, setPopup] = useState<ComponentType<MenuPopupProps> | null>(null);
  const opensOnMount = useRef(false);
  const focusesOnMount = useRef(false);
  const details = useRef<HTMLDetailsElement>(null);

  async function load() {
    try {
      const { default: loaded } = await import("./menu-popup");
      // The details element is replaced, and the focus would be lost with it.
      focusesOnMount.current = details.current?.contains(document.activeElement) ?? false;
      setPopup(() => loaded);
    } catch {
      // The script is gone after a deployment, or the network is down: the details element does.
      if (opensOnMount.current && details.current) details.current.open = true;
    }
  }
  function open(event: MouseEvent | KeyboardEvent) {
    if (details.current?.open) return;
    event.preventDefault();
    opensOnMount.current = true;
    void load();
  }

  if (Popup) return <Popup {...props} opensOnMount={opensOnMount.current} focusesOnMount={focusesOnMount.current} />;
  return (
    <details ref={details} data-menu="" className="group relative">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a control. */}
      <summary
        aria-label={props.name}
        onPointerEnter={() => void load()}
        onClick={open}
        onKeyDown={(event) => event.key === "ArrowDown" && open(event)}
        className={`list-none [&::-webkit-details-marker]:hidden ${props.triggerClassName}`}
      >
        {props.trigger}
      </summary>
      <div
        className={`absolute top-full z-20 mt-1 max-h-96 w-72 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-overlay ${props.align === "end" ? "right-0" : "left-0"}`}
      >
        {children}
      </div>
    </details>
  );
}

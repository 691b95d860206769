"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog } from "@base-ui/react/dialog";
import { cva } from "class-variance-authority";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { buttonClass } from "./button";

const popupVariants = cva(
  "fixed z-50 flex animate-appear flex-col overflow-y-auto border border-line bg-surface text-ink shadow-overlay outline-none",
  {
    variants: {
      variant: {
        dialog:
          "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg -translate-1/2 rounded-xl p-5",
        confirmation:
          "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md -translate-1/2 rounded-xl p-5",
        sheet: "inset-y-0 left-0 w-72 max-w-[85vw] border-y-0 border-l-0 p-3",
      },
    },
  },
);

export type DialogPopupProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** A confirmation closes with its buttons and Escape only. */
  variant?: "dialog" | "confirmation" | "sheet";
  /** What gets the focus when it opens; the first control by default. */
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
};

/** A default export, because it is loaded on demand. */
export default function DialogPopup(props: DialogPopupProps) {
  const { open, onOpenChange, title, description, variant = "dialog", initialFocus, children } = props;
  const Parts = variant === "confirmation" ? AlertDialog : Dialog;
  return (
    <Parts.Root open={open} onOpenChange={onOpenChange}>
      <Parts.Portal>
        <Parts.Backdrop className="fixed inset-0 z-40 animate-appear bg-black/40" />
        <Parts.Popup initialFocus={initialFocus} className={popupVariants({ variant })}>
          <Parts.Title className={variant === "sheet" ? "sr-only" : "pr-8 text-lg font-semibold"}>{title}</Parts.Title>
          {description ? <Parts.Description className="mt-1 text-quiet">{description}</Parts.Description> : null}
          {children}
          {variant === "confirmation" ? null : (
            <Parts.Close className={buttonClass("quiet", "icon", "absolute top-3 right-3")}>
              <X className="size-4" aria-hidden="true" />
              <span className="sr-only">Close</span>
            </Parts.Close>
          )}
        </Parts.Popup>
      </Parts.Portal>
    </Parts.Root>
  );
}

"use client";

import { CircleCheck, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import type { OwnExport } from "@/lib/exports/queries/tracker-state";
import { useExports } from "./exports-provider";

type Props = { own: OwnExport; variant: keyof typeof boxes; children: ReactNode };

/** Of a complete file, of one with something to know about it, and of none. */
const boxes = {
  success: { Icon: CircleCheck, className: "bg-reply-soft text-reply-ink" },
  warning: { Icon: TriangleAlert, className: "bg-note-soft text-note-ink" },
  danger: { Icon: TriangleAlert, className: "bg-danger-soft text-danger-ink" },
};

/** How an export ended, until it is closed. */
export function StatusBox({ own, variant, children }: Props) {
  const { tracker } = useExports();
  const { Icon, className } = boxes[variant];
  return (
    <div className={`flex items-start gap-2 rounded-md border border-transparent py-1 pr-1 pl-3 text-sm ${className}`}>
      <Icon className="mt-1.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0 grow py-1">{children}</div>
      <button
        type="button"
        onClick={({ currentTarget }) => {
          // This button is about to go, and the focus with it.
          currentTarget.closest<HTMLElement>("[data-export-origin]")?.focus();
          tracker.dismiss(own.key);
        }}
        className={buttonClass("quiet", "icon", "size-7 min-h-7 text-current hover:bg-black/5")}
      >
        <X className="size-4" aria-hidden="true" />
        <span className="sr-only">Close the message about {own.label}</span>
      </button>
    </div>
  );
}

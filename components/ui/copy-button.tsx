"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** Copies a text; screen readers hear "Copy <label>" and whether it was. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [status, setStatus] = useState<"" | "Copied" | "Select it to copy">("");
  const Icon = status === "Copied" ? Check : Copy;

  async function copy() {
    // navigator.clipboard is undefined on pages served over plain HTTP.
    const copied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setStatus(copied ? "Copied" : "Select it to copy");
    setTimeout(() => setStatus(""), 3_000);
  }

  return (
    <span className="inline-flex shrink-0 items-center gap-1.5 print:hidden">
      <button
        type="button"
        onClick={copy}
        title={`Copy ${label}`}
        className="inline-flex size-8 items-center justify-center rounded-md text-quiet hover:bg-raised hover:text-ink"
      >
        <Icon className="size-4" aria-hidden="true" />
        <span className="sr-only">Copy {label}</span>
      </button>
      {/* Sighted users see the check mark instead of "Copied". */}
      <span role="status" className={status === "Copied" ? "sr-only" : "text-xs text-note-ink"}>
        {status}
      </span>
    </span>
  );
}

"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** Copies a text that is too long to retype. @param what it is, for screen readers: "Copy <what>" */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [said, setSaid] = useState("");
  const Icon = said === "Copied" ? Check : Copy;

  async function copy() {
    // Browsers have no clipboard on pages that came over plain HTTP.
    const copied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid(copied ? "Copied" : "Select it to copy");
    setTimeout(() => setSaid(""), 3_000);
  }

  return (
    <span className="inline-flex shrink-0 items-center gap-1.5 print:hidden">
      <button
        type="button"
        onClick={copy}
        title={`Copy ${what}`}
        className="inline-flex size-8 items-center justify-center rounded-md text-quiet hover:bg-raised hover:text-ink"
      >
        <Icon className="size-4" aria-hidden="true" />
        <span className="sr-only">Copy {what}</span>
      </button>
      {/* The check mark says it to those who see it. */}
      <span role="status" className={said === "Copied" ? "sr-only" : "text-xs text-note-ink"}>
        {said}
      </span>
    </span>
  );
}

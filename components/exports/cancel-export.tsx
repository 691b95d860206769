"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { post } from "./post";

type Phase = "idle" | "confirming" | "cancelling";
type Props = { id: string; what: string; by: string };

/** Stops a running export, after asking once more: whoever downloads it loses the file. */
export function CancelExport({ id, what, by }: Props) {
  const router = useRouter();
  const [phase, setPhase] = useState<Phase>("idle");
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // To the harmless answer, so that a key held down does not confirm; afterwards back to where it was.
    if (phase === "confirming") keep.current?.focus();
    else if (phase === "idle" && asked.current) cancel.current?.focus();
    asked.current = phase === "confirming";
  }, [phase]);

  async function confirm() {
    setPhase("cancelling");
    const failed = await post(`/api/exports/${id}/cancel`);
    setProblem(failed);
    if (failed) return setPhase("idle");
    router.refresh();
    // This item is about to go, and the focus would go with it.
    document.getElementById("recent-exports")?.focus();
  }

  const closeOnEscape = ({ key }: KeyboardEvent) => key === "Escape" && setPhase("idle");
  return (
    <>
      {phase === "idle" ? (
        <Button ref={cancel} onClick={() => setPhase("confirming")} className="min-h-9">
          Cancel<span className="sr-only"> the export of {what}</span>
        </Button>
      ) : null}
      {phase === "cancelling" ? <p className="text-sm text-quiet">Cancelling…</p> : null}
      {phase === "confirming" ? (
        <fieldset
          aria-label="Really cancel?"
          onKeyDown={closeOnEscape}
          className="min-w-0 basis-full rounded-lg bg-raised p-3 text-sm"
        >
          <p>
            Really cancel? The download of <bdi>{by}</bdi> fails at once, and its file is of no use. A new export starts
            from the beginning.
          </p>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button onClick={confirm} look="primary" className="min-h-9">
              Yes, cancel it
            </Button>
            <Button ref={keep} onClick={() => setPhase("idle")} className="min-h-9">
              Keep it running
            </Button>
          </div>
        </fieldset>
      ) : null}
      {problem ? (
        <div className="basis-full">
          <Alert>{problem}</Alert>
        </div>
      ) : null}
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Isolated } from "@/components/ui/isolated";
import { callApi } from "@/lib/http/api-client";

type Phase = "idle" | "confirming" | "cancelling";
type Props = { id: string; kindLabel: string; actorName: string };

/** Cancels a running export after a confirmation. */
export function CancelExport({ id, kindLabel, actorName }: Props) {
  const router = useRouter();
  const [phase, setPhase] = useState<Phase>("idle");
  const [error, setError] = useState<string | null>(null);
  const wasConfirming = useRef(false);
  const cancelButton = useRef<HTMLButtonElement>(null);
  const keepButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Focus the safe answer, so that holding Enter does not confirm; afterwards return focus to the trigger.
    if (phase === "confirming") keepButton.current?.focus();
    else if (phase === "idle" && wasConfirming.current) cancelButton.current?.focus();
    wasConfirming.current = phase === "confirming";
  }, [phase]);

  async function cancel() {
    setPhase("cancelling");
    const { error } = await callApi(`/api/exports/${id}/cancel`, { method: "POST" });
    setError(error?.message ?? null);
    if (error) return setPhase("idle");
    router.refresh();
    // The refresh removes this element, and the focus with it.
    document.getElementById("recent-exports")?.focus();
  }

  const closeOnEscape = ({ key }: KeyboardEvent) => key === "Escape" && setPhase("idle");
  return (
    <>
      {phase === "idle" ? (
        <Button ref={cancelButton} onClick={() => setPhase("confirming")} size="sm">
          Cancel<span className="sr-only"> export of {kindLabel.toLowerCase()}</span>
        </Button>
      ) : null}
      {phase === "cancelling" ? <p className="text-sm text-quiet">Cancelling…</p> : null}
      {phase === "confirming" ? (
        <fieldset
          aria-label="Cancel this export?"
          onKeyDown={closeOnEscape}
          className="min-w-0 basis-full rounded-lg bg-raised p-3 text-sm"
        >
          <p>
            Cancel this export? <Isolated>{actorName}</Isolated>’s download will stop and the partial file can’t be
            used.
          </p>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button onClick={cancel} variant="danger" size="sm">
              Cancel export
            </Button>
            <Button ref={keepButton} onClick={() => setPhase("idle")} size="sm">
              Keep going
            </Button>
          </div>
        </fieldset>
      ) : null}
      {error ? (
        <div className="basis-full">
          <Alert>{error}</Alert>
        </div>
      ) : null}
    </>
  );
}

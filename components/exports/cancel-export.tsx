"use client";

import { useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Isolated } from "@/components/ui/isolated";
import { callApi } from "@/lib/http/api-client";
import { useExports } from "./exports-provider";

type Props = {
  id: string;
  /** "Contacts as CSV". */
  label: string;
  /** Whose download it is; null for one's own. */
  owner: string | null;
};

/** Cancels a running export after a confirmation. */
export function CancelExport({ id, label, owner }: Props) {
  const { tracker } = useExports();
  const [isOpen, setIsOpen] = useState(false);
  const [isCancelling, setIsCancelling] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  // The safe answer, so that holding Enter does not confirm.
  const keepButton = useRef<HTMLButtonElement>(null);

  async function cancel() {
    setIsCancelling(true);
    // The poll that learns of it removes this element, and the focus with it: it stays in the same card or table row.
    const landing = button.current?.closest<HTMLElement>("[data-export-origin]");
    const { error } = await callApi(`/api/exports/${id}/cancel`, { method: "POST" });
    setIsCancelling(false);
    if (error) return setError(error.message);
    setIsOpen(false);
    tracker.poll();
    requestAnimationFrame(() => landing?.focus());
  }

  return (
    <>
      <Button
        ref={button}
        size="sm"
        onClick={() => {
          setError(null);
          setIsOpen(true);
        }}
      >
        Cancel<span className="sr-only"> export of {label}</span>
      </Button>
      <Dialog
        variant="confirmation"
        open={isOpen}
        onOpenChange={setIsOpen}
        initialFocus={keepButton}
        title="Cancel this export?"
        description={
          <>
            {owner === null ? "Your" : <Isolated>{owner}</Isolated>}
            {owner === null ? "" : "’s"} download will stop and the partial file can’t be used.
          </>
        }
      >
        {error ? (
          <div className="mt-3">
            <Alert>{error}</Alert>
          </div>
        ) : null}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button ref={keepButton} onClick={() => setIsOpen(false)}>
            Keep going
          </Button>
          <Button variant="danger" onClick={cancel} aria-disabled={isCancelling}>
            {isCancelling ? "Cancelling…" : "Cancel export"}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

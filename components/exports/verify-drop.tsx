"use client";

import { FileCheck } from "lucide-react";
import { type DragEvent, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { useVerifyFile } from "./use-verify-file";
import { VerifyResult } from "./verify-result";

/** Where a file to be verified is dropped or chosen, and what came of it. */
export function VerifyDrop({ workspace }: { workspace: string }) {
  const { state, verify, stop } = useVerifyFile(workspace);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => files?.[0] && verify(files[0]);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  }
  function drag(event: DragEvent, entered: boolean) {
    event.preventDefault();
    setOver(entered);
  }

  return (
    <>
      <fieldset
        aria-label="File to verify"
        onDragEnter={(event) => drag(event, true)}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={drop}
        className={`mt-4 flex min-w-0 flex-wrap items-center justify-center gap-x-4 gap-y-3 rounded-lg border-2 border-dashed px-4 py-6 text-center ${over ? "border-accent-ink bg-accent-soft" : "border-edge"}`}
      >
        <FileCheck className="size-6 shrink-0 text-quiet" aria-hidden="true" />
        <span className="text-quiet">Drop a file here, or</span>
        <label
          className={`${buttonClass("plain")} relative has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus`}
        >
          Choose a file
          <input
            type="file"
            className="absolute inset-0 cursor-pointer opacity-0 file:cursor-pointer"
            onChange={({ currentTarget }) => {
              take(currentTarget.files);
              // So that the same file can be chosen again.
              currentTarget.value = "";
            }}
          />
        </label>
      </fieldset>
      <VerifyResult workspace={workspace} state={state} stop={stop} />
    </>
  );
}

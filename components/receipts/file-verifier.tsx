"use client";

import { FileCheck } from "lucide-react";
import { type DragEvent, Suspense, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { onDemand } from "@/components/ui/on-demand";
import { useVerifyFile } from "./use-verify-file";
import type { VerifyResultProps } from "./verify-result";

const VerifyResult = onDemand<VerifyResultProps>(() => import("./verify-result"));

/** Takes a file by drop or by choice, and shows the progress and the result of its verification. */
export function FileVerifier({ workspace }: { workspace: string }) {
  const { state, verify, stop } = useVerifyFile(workspace);
  const [dragging, setDragging] = useState(false);
  const isStatus = state.phase === "stopped" || state.phase === "requesting" || state.phase === "match";
  const result =
    state.phase === "idle" ? null : (
      <Suspense>
        <VerifyResult workspace={workspace} state={state} stop={stop} />
      </Suspense>
    );
  const verifyFirst = (files: FileList | null) => files?.[0] && verify(files[0]);

  function drag(event: DragEvent, entered: boolean) {
    event.preventDefault();
    setDragging(entered);
  }
  function drop(event: DragEvent) {
    drag(event, false);
    verifyFirst(event.dataTransfer.files);
  }

  return (
    <>
      <fieldset
        aria-label="File to verify"
        onDragEnter={(event) => drag(event, true)}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={drop}
        className={`mt-4 flex min-w-0 flex-wrap items-center justify-center gap-x-4 gap-y-3 rounded-lg border-2 border-dashed px-4 py-6 text-center ${dragging ? "border-accent-ink bg-accent-soft" : "border-edge"}`}
      >
        <FileCheck className="size-6 shrink-0 text-quiet" aria-hidden="true" />
        <span className="text-quiet">Drop a file here, or</span>
        <label
          className={`${buttonClass()} relative has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus`}
        >
          Choose a file
          <input
            type="file"
            className="absolute inset-0 cursor-pointer opacity-0 file:cursor-pointer"
            onChange={({ currentTarget }) => {
              verifyFirst(currentTarget.files);
              // Choosing the same file again would not fire a change event otherwise.
              currentTarget.value = "";
            }}
          />
        </label>
      </fieldset>
      {/* Always rendered: screen readers announce only changes of an existing live region. */}
      <div role="status" className="text-sm not-empty:mt-4">
        {isStatus ? result : null}
      </div>
      <div className="not-empty:mt-4">{isStatus ? null : result}</div>
    </>
  );
}

"use client";

import { FileCheck } from "lucide-react";
import { type DragEvent, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useVerifyFile } from "./use-verify-file";
import { VerifyResult } from "./verify-result";

/** Whether a file on your computer is a whole, unchanged export of this workspace. */
export function VerifyFile({ workspace }: { workspace: string }) {
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
    <section aria-labelledby="verify-file">
      <Card>
        <h2 id="verify-file" className="scroll-mt-20 text-lg font-semibold">
          Verify a file
        </h2>
        <p className="mt-1 max-w-prose text-quiet">
          Find out whether a file is a complete export of this workspace, without a single byte changed since. The file
          stays on your computer: only its fingerprint (SHA-256) is compared. Nothing is uploaded.
        </p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a second way for the mouse; the button in it does the same. */}
        <div
          onDragEnter={(event) => drag(event, true)}
          onDragOver={(event) => drag(event, true)}
          onDragLeave={(event) => drag(event, false)}
          onDrop={drop}
          className={`mt-4 flex flex-wrap items-center justify-center gap-x-4 gap-y-3 rounded-lg border-2 border-dashed px-4 py-6 text-center ${over ? "border-accent-ink bg-accent-soft" : "border-edge"}`}
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
        </div>
        <noscript>
          <p className="mt-3 text-sm text-quiet">
            This needs JavaScript. Without it, compare the output of <code>sha256sum</code> with the receipt.
          </p>
        </noscript>
        <VerifyResult workspace={workspace} state={state} stop={stop} />
      </Card>
    </section>
  );
}

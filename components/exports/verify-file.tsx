import { Card } from "@/components/ui/card";
import { VerifyDrop } from "./verify-drop";

/** Whether a file on your computer is a whole, unchanged export of this workspace. */
export function VerifyFile({ workspace }: { workspace: string }) {
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
        <VerifyDrop workspace={workspace} />
        <noscript>
          <p className="mt-3 text-sm text-quiet">
            This needs JavaScript. Without it, compare the output of <code>sha256sum</code> with the receipt.
          </p>
        </noscript>
      </Card>
    </section>
  );
}

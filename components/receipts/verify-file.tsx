import { Section } from "@/components/ui/card";
import { FileVerifier } from "./file-verifier";

/** Checks whether a file on the user's computer was exported from this workspace, is complete and unchanged. */
export function VerifyFile({ workspace }: { workspace: string }) {
  return (
    <Section id="verify-file" title="Verify a file">
      <p className="mt-1 max-w-prose text-quiet">
        Check that a file that was exported from this workspace is complete and hasn’t been changed since. The file
        isn’t uploaded: only its SHA-256 hash is compared.
      </p>
      <FileVerifier workspace={workspace} />
      <noscript>
        <p className="mt-3 text-sm text-quiet">
          This requires JavaScript. Without it, compare the output of <code>sha256sum</code> with the receipt.
        </p>
      </noscript>
    </Section>
  );
}

import { CopyButton } from "@/components/ui/copy-button";

/** A SHA-256: monospace, wrapped anywhere, with a way to copy it. */
export function HashText({ hash, what }: { hash: string; what: string }) {
  return (
    <span className="flex items-center gap-x-2">
      <code className="min-w-0 font-mono text-xs break-all">{hash}</code>
      <CopyButton text={hash} what={what} />
    </span>
  );
}

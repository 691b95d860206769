import { CopyButton } from "./copy-button";

/**
 * A SHA-256 in hex, with a button that copies it.
 * @param label what the hash is of, for screen readers: "Copy <label>"
 */
export function HashText({ hash, label }: { hash: string; label: string }) {
  return (
    <span className="flex items-center gap-x-2">
      <code className="min-w-0 font-mono text-xs break-all">{hash}</code>
      <CopyButton text={hash} label={label} />
    </span>
  );
}

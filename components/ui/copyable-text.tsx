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

/** An id with a button that copies it. @param label what it is the id of: "Copy <label>" */
export function CopyableId({ id, label }: { id: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-x-1">
      <code className="min-w-0 font-mono text-xs">{id}</code>
      <CopyButton text={id} label={label} />
    </span>
  );
}

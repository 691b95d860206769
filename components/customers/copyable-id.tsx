import { CopyButton } from "@/components/ui/copy-button";

/** An id with a button that copies it. @param label what it is the id of: "Copy <label>" */
export function CopyableId({ id, label }: { id: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-x-1">
      <code className="min-w-0 font-mono text-xs">{id}</code>
      <CopyButton text={id} label={label} />
    </span>
  );
}

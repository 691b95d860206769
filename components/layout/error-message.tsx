"use client";

import { Button } from "@/components/ui/button";
import { Message } from "./message";

/** Shown when a page fails to render. The digest identifies the error in the server's log; the error itself is not shown. */
export function ErrorMessage({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = (error as { digest?: string } | null)?.digest;
  return (
    <Message
      title="This page couldn’t be loaded"
      actions={
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      <p>Something went wrong, or Hydra is temporarily unavailable. Wait a minute, then try again.</p>
      {reference ? (
        <p className="text-sm">
          If this keeps happening, contact support with this reference:{" "}
          <code className="font-mono text-ink">{reference}</code>
        </p>
      ) : null}
    </Message>
  );
}

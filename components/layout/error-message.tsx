"use client";

import { Button } from "@/components/ui/button";
import { Message } from "./message";

/** A page that could not be shown. The reference leads support to the server's log; nothing of the error itself is shown. */
export function ErrorMessage({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = (error as { digest?: string } | null)?.digest;
  return (
    <Message
      title="This page could not be shown"
      actions={
        <Button look="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      <p>
        Something went wrong on our side, or the database does not answer right now. Your data is safe. Wait a minute,
        then try again.
      </p>
      {reference ? (
        <p className="text-sm">
          If it keeps happening, tell us this reference: <code className="font-mono text-ink">{reference}</code>
        </p>
      ) : null}
    </Message>
  );
}

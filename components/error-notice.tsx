"use client";

import { Notice } from "./notice";
import { Button } from "./ui/button";

/** A page that could not be shown. The reference leads support to the server's log; nothing of the error itself is shown. */
export function ErrorNotice({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = (error as { digest?: string } | null)?.digest;
  return (
    <Notice
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
    </Notice>
  );
}

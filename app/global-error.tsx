"use client";

import { CenteredLayout } from "@/components/layout/centered-layout";
import { ErrorMessage } from "@/components/layout/error-message";
import "./globals.css";

/** Replaces the whole document after an error outside of the workspace pages, which have their own error.tsx. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans antialiased">
        <title>Something went wrong · Hydra</title>
        <CenteredLayout>
          <ErrorMessage {...props} />
        </CenteredLayout>
      </body>
    </html>
  );
}

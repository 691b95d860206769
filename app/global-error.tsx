"use client";

import { ErrorNotice } from "@/components/error-notice";
import { LonePage } from "@/components/lone-page";
import "./globals.css";

/** Stands in for the whole document when the root layout itself fails. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans antialiased">
        <title>Something went wrong · Hydra</title>
        <LonePage>
          <ErrorNotice {...props} />
        </LonePage>
      </body>
    </html>
  );
}

"use client";

import { ErrorNotice } from "@/components/error-notice";
import { LonePage } from "@/components/lone-page";

export default function RootError(props: { error: unknown; retry: () => void }) {
  return (
    <LonePage>
      <ErrorNotice {...props} />
    </LonePage>
  );
}

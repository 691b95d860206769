"use client";

import { duration } from "@/lib/format/duration";
import { useLocale } from "./use-browser";

/** How long something took, with the separators of the browser's locale. */
export function Duration({ milliseconds }: { milliseconds: number }) {
  return duration(milliseconds, useLocale());
}

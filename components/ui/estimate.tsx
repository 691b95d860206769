"use client";

import { countOrEstimate } from "@/lib/format/count";
import { useLocale } from "./use-browser";

type Props = { rows: number; estimated: boolean; unit: string };

/** A count or an estimate of something, in the singular as `unit`, with the separators of the browser's locale. */
export function Estimate({ rows, estimated, unit }: Props) {
  return countOrEstimate({ rows, estimated }, unit, useLocale());
}

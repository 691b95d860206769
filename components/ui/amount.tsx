"use client";

import { bytes } from "@/lib/format/bytes";
import { count, countOrEstimate, number } from "@/lib/format/count";
import { duration } from "@/lib/format/duration";
import { useLocale } from "./use-browser";

type Props = { value: number; unit?: "bytes" | { one: string; many: string } };

/** A number, a size or a count of something, with the separators of the browser's locale. */
export function Amount({ value, unit }: Props) {
  const locale = useLocale();
  if (unit === "bytes") return bytes(value, locale);
  return unit ? count(value, unit.one, unit.many, locale) : number(value, locale);
}

type EstimateProps = { rows: number; estimated: boolean; unit: string };

/** A count or an estimate of something, in the singular as `unit`, with the separators of the browser's locale. */
export function Estimate({ rows, estimated, unit }: EstimateProps) {
  return countOrEstimate({ rows, estimated }, unit, useLocale());
}

/** How long something took, with the separators of the browser's locale. */
export function Duration({ milliseconds }: { milliseconds: number }) {
  return duration(milliseconds, useLocale());
}

"use client";

import { bytes } from "@/lib/format/bytes";
import { count, number } from "@/lib/format/count";
import { useLocale } from "./use-browser";

type Props = { value: number; unit?: "bytes" | { one: string; many: string } };

/** A number, a size or a count of something, with the separators of the browser's locale. */
export function Amount({ value, unit }: Props) {
  const locale = useLocale();
  if (unit === "bytes") return bytes(value, locale);
  return unit ? count(value, unit.one, unit.many, locale) : number(value, locale);
}

import { count } from "@/lib/format/count";

/** The most remarks that are counted; the database stores one more for "more than that". */
export const maxRemarkCount = 1000;

/** "1 remark", "3 remarks", "more than 1,000 remarks". */
export function remarkCountText(remarks: number, locale?: string): string {
  const counted = count(Math.min(remarks, maxRemarkCount), "remark", "remarks", locale);
  return remarks > maxRemarkCount ? `more than ${counted}` : counted;
}

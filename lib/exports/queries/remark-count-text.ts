import { count } from "@/lib/format/count";

/** The most remarks that are counted; the database stores one more for "more than that". */
export const maxRemarkCount = 1000;

/** "1 remark", "3 remarks", "more than 1,000 remarks". */
export function remarkCountText(remarks: number): string {
  return remarks > maxRemarkCount ? `more than ${count(maxRemarkCount, "remark")}` : count(remarks, "remark");
}

"use client";

import { ShieldAlert, ShieldCheck, ShieldQuestionMark } from "lucide-react";
import { badgeClass } from "@/components/ui/badge";
import { Timestamp } from "@/components/ui/timestamp";
import { useLocale } from "@/components/ui/use-locale";
import { count, number } from "@/lib/format/count";
import { useLastCheck } from "./use-last-check";

/**
 * What the last verification in this browser found, with a link to the details.
 * @param total the number of the newest entry
 */
export function IntegrityBadge({ workspace, total }: { workspace: string; total: number }) {
  const check = useLastCheck(workspace);
  const locale = useLocale();
  const entries = count(total, "entry", "entries", locale);
  // Plain anchors: they work without JavaScript, and move the focus.
  if (!check || check.lastEntry > total) {
    return (
      <a href="#log-integrity" className={badgeClass("outline")}>
        <ShieldQuestionMark className="size-3.5" aria-hidden="true" />
        {entries}, not verified yet
      </a>
    );
  }
  if (check.problemCount > 0) {
    return (
      <a href="#log-integrity" className={badgeClass("danger")}>
        <ShieldAlert className="size-3.5" aria-hidden="true" />
        {count(check.problemCount, "problem", "problems", locale)} found,{" "}
        <Timestamp at={check.at} dateStyle="relative" />
      </a>
    );
  }
  return (
    <a href="#log-integrity" className={badgeClass("success")}>
      <ShieldCheck className="size-3.5" aria-hidden="true" />
      {check.lastEntry === total ? entries : `${number(check.lastEntry, locale)} of ${entries}`}, unbroken · verified{" "}
      <Timestamp at={check.at} dateStyle="relative" />
    </a>
  );
}

"use client";

import { Badge } from "@/components/ui/badge";
import { useLocale } from "@/components/ui/use-browser";
import { outcomeBadge } from "@/lib/exports/labels/outcome-labels";

type Props = {
  status: Parameters<typeof outcomeBadge>[0]["status"];
  remarkCount: number | null;
  /** Breaks a long label into lines where it does not fit. */
  wrap?: boolean;
};

/** How an export ended, and with how many remarks. */
export function OutcomeBadge({ status, remarkCount, wrap }: Props) {
  const { label, variant } = outcomeBadge({ status, remark_count: remarkCount }, useLocale());
  return (
    <Badge variant={variant} wrap={wrap}>
      {label}
    </Badge>
  );
}

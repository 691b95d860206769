import type { ReactNode } from "react";

const looks = {
  accent: "bg-accent-soft text-accent-ink",
  plain: "bg-raised text-ink",
  outline: "text-quiet ring-1 ring-edge ring-inset",
};

export type BadgeVariant = keyof typeof looks;

export function Badge({ look = "plain", children }: { look?: BadgeVariant; children: ReactNode }) {
  return (
    <span
      className={`inline-block shrink-0 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${looks[look]}`}
    >
      {children}
    </span>
  );
}

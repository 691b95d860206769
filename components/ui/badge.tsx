import type { ReactNode } from "react";

const variants = {
  accent: "bg-accent-soft text-accent-ink",
  neutral: "bg-raised text-ink",
  outline: "text-quiet ring-1 ring-edge ring-inset",
  success: "bg-reply-soft text-reply-ink",
  warning: "bg-note-soft text-note-ink",
  danger: "bg-danger-soft text-danger-ink",
};

export type BadgeVariant = keyof typeof variants;

export function Badge({ variant = "neutral", children }: { variant?: BadgeVariant; children: ReactNode }) {
  return (
    <span
      className={`inline-block shrink-0 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${variants[variant]}`}
    >
      {children}
    </span>
  );
}

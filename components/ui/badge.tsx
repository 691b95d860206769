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

type Props = {
  variant?: BadgeVariant;
  /** Breaks a long label into lines where it does not fit. */
  wrap?: boolean;
  children: ReactNode;
};

export function Badge({ variant = "neutral", wrap = false, children }: Props) {
  return (
    <span
      className={`inline-block rounded-full px-2 py-0.5 text-xs font-medium ${wrap ? "" : "shrink-0 whitespace-nowrap"} ${variants[variant]}`}
    >
      {children}
    </span>
  );
}

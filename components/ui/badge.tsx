import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "./cn";

// The transparent border shows in forced colors, where backgrounds do not.
const badgeVariants = cva("inline-block rounded-full border border-transparent px-2 text-xs leading-4.5 font-medium", {
  variants: {
    variant: {
      accent: "bg-accent-soft text-accent-ink",
      neutral: "bg-raised text-ink",
      outline: "border-line text-quiet",
      success: "bg-reply-soft text-reply-ink",
      warning: "bg-note-soft text-note-ink",
      danger: "bg-danger-soft text-danger-ink",
    },
  },
  defaultVariants: { variant: "neutral" },
});

export type BadgeVariant = NonNullable<VariantProps<typeof badgeVariants>["variant"]>;

type Props = {
  variant?: BadgeVariant;
  /** Breaks a long label into lines where it does not fit. */
  wrap?: boolean;
  children: ReactNode;
};

export function Badge({ variant, wrap = false, children }: Props) {
  return <span className={cn(badgeVariants({ variant }), wrap ? "" : "shrink-0 whitespace-nowrap")}>{children}</span>;
}

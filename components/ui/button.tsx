import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

// Each variant has a border: in forced colors it is all that shows where a button is.
const buttonVariants = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors aria-disabled:cursor-progress disabled:cursor-not-allowed disabled:opacity-60 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-white hover:bg-accent-strong aria-disabled:bg-accent-strong",
        secondary: "border-line bg-surface text-ink shadow-xs hover:bg-raised",
        quiet: "border-transparent text-quiet hover:bg-raised hover:text-ink",
        danger: "border-transparent bg-danger text-white hover:bg-danger-strong aria-disabled:bg-danger-strong",
      },
      size: {
        sm: "min-h-7 px-2.5 text-sm",
        md: "min-h-8 px-3 text-sm",
        icon: "size-8",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type Variants = VariantProps<typeof buttonVariants>;
export type ButtonVariant = NonNullable<Variants["variant"]>;
export type ButtonSize = NonNullable<Variants["size"]>;

/** The classes of a button, for links that look like one. */
export function buttonClass(variant?: ButtonVariant, size?: ButtonSize, className?: string): string {
  return cn(buttonVariants({ variant, size }), className);
}

type Props = ComponentProps<"button"> & { variant?: ButtonVariant; size?: ButtonSize };

export function Button({ variant, size, className, type = "button", ...props }: Props) {
  return <button type={type} className={buttonClass(variant, size, className)} {...props} />;
}

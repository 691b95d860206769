import type { ComponentProps } from "react";

const variants = {
  primary: "bg-accent text-white hover:bg-accent-strong aria-disabled:bg-accent-strong",
  secondary: "border border-edge bg-surface text-ink hover:bg-raised",
  quiet: "text-quiet hover:bg-raised hover:text-ink",
};

export type ButtonVariant = keyof typeof variants;

/** The classes of a button, for links that look like one. */
export function buttonClass(variant: ButtonVariant = "secondary"): string {
  return `inline-flex min-h-10 items-center whitespace-nowrap justify-center gap-2 rounded-lg px-4 py-2 text-sm font-medium transition-colors aria-disabled:cursor-progress ${variants[variant]}`;
}

type Props = ComponentProps<"button"> & { variant?: ButtonVariant };

export function Button({ variant, className = "", type = "button", ...props }: Props) {
  return <button type={type} className={`${buttonClass(variant)} ${className}`} {...props} />;
}

import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent text-white hover:bg-accent-strong aria-disabled:bg-accent-strong",
  plain: "border border-edge bg-surface text-ink hover:bg-raised",
  quiet: "text-quiet hover:bg-raised hover:text-ink",
};

/** How a button looks, for links that should look like one. */
export function buttonClass(look: keyof typeof looks = "plain"): string {
  return `inline-flex min-h-10 items-center whitespace-nowrap justify-center gap-2 rounded-lg px-4 py-2 text-sm font-medium transition-colors aria-disabled:cursor-progress ${looks[look]}`;
}

type Props = ComponentProps<"button"> & { look?: keyof typeof looks };

export function Button({ look, className = "", type = "button", ...props }: Props) {
  return <button type={type} className={`${buttonClass(look)} ${className}`} {...props} />;
}

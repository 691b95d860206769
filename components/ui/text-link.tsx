import Link from "next/link";
import type { ReactNode } from "react";

type Props = { href: string; prefetch?: boolean; title?: string; children: ReactNode };

/** A link inside running text. */
export function TextLink(props: Props) {
  return <Link {...props} className="text-accent-ink underline" />;
}

/** A link to an element by its id. A plain anchor: only a browser navigation makes `:target` match. */
export function AnchorLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="text-accent-ink underline">
      {children}
    </a>
  );
}

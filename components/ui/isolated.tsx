import type { ComponentProps } from "react";
import { withoutBidiControls } from "@/lib/format/bidi";

type Props = Omit<ComponentProps<"bdi">, "children"> & { children: string | null };

/** A text of a user's in a sentence: neither its direction nor the controls in it change the order of what is around it. */
export function Isolated({ children, ...props }: Props) {
  return children === null ? null : <bdi {...props}>{withoutBidiControls(children)}</bdi>;
}

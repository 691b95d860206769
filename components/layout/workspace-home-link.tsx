"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { buttonClass } from "@/components/ui/button";

/** Back to the start page of the workspace in the address. */
export function WorkspaceHomeLink() {
  const { workspace } = useParams<{ workspace?: string }>();
  return (
    <Link href={`/${workspace ?? ""}`} className={buttonClass("plain")}>
      Go home
    </Link>
  );
}

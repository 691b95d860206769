"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { buttonClass } from "@/components/ui/button";

/** A link to the home page of the workspace in the URL. */
export function WorkspaceHomeLink() {
  const { workspace } = useParams<{ workspace?: string }>();
  return (
    <Link href={`/${workspace ?? ""}`} className={buttonClass()}>
      Go to home
    </Link>
  );
}

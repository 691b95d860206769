import type { Metadata } from "next";
import Link from "next/link";
import { LonePage } from "@/components/lone-page";
import { Notice } from "@/components/notice";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Owners and admins only" };

export default function Forbidden() {
  return (
    <LonePage>
      <Notice
        title="Only owners and admins can see this"
        actions={
          <Link href="/" className={buttonClass("plain")}>
            Go to your workspace
          </Link>
        }
      >
        <p>If you need what is here, ask the owner of the workspace.</p>
      </Notice>
    </LonePage>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { LonePage } from "@/components/lone-page";
import { Notice } from "@/components/notice";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <LonePage>
      <Notice
        title="There is nothing here"
        actions={
          <Link href="/" className={buttonClass("plain")}>
            Go to your workspace
          </Link>
        }
      >
        <p>The address may be mistyped, or it belongs to a workspace that you are not a member of.</p>
      </Notice>
    </LonePage>
  );
}

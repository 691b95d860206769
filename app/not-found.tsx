import type { Metadata } from "next";
import Link from "next/link";
import { CenteredLayout } from "@/components/layout/centered-layout";
import { Message } from "@/components/layout/message";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <CenteredLayout>
      <Message
        title="There is nothing here"
        actions={
          <Link href="/" className={buttonClass("plain")}>
            Go to your workspace
          </Link>
        }
      >
        <p>The address may be mistyped, or it belongs to a workspace that you are not a member of.</p>
      </Message>
    </CenteredLayout>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { CenteredLayout } from "@/components/layout/centered-layout";
import { Message } from "@/components/layout/message";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <CenteredLayout>
      <Message
        title="Page not found"
        actions={
          <Link href="/" className={buttonClass()}>
            Go to your workspace
          </Link>
        }
      >
        <p>The address may be wrong, or it belongs to a workspace you’re not a member of.</p>
      </Message>
    </CenteredLayout>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { CenteredLayout } from "@/components/layout/centered-layout";
import { Message } from "@/components/layout/message";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Unauthorized" };

export default function Forbidden() {
  return (
    <CenteredLayout>
      <Message
        title="Unauthorized"
        actions={
          <Link href="/" className={buttonClass()}>
            Go to your workspace
          </Link>
        }
      >
        <p>Only owners and admins can view this page. If you need access, ask the owner of the workspace.</p>
      </Message>
    </CenteredLayout>
  );
}

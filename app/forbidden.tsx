import type { Metadata } from "next";
import Link from "next/link";
import { CenteredLayout } from "@/components/layout/centered-layout";
import { Message } from "@/components/layout/message";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Owners and admins only" };

export default function Forbidden() {
  return (
    <CenteredLayout>
      <Message
        title="Only owners and admins can view this page"
        actions={
          <Link href="/" className={buttonClass()}>
            Go to your workspace
          </Link>
        }
      >
        <p>If you need access, ask the owner of the workspace.</p>
      </Message>
    </CenteredLayout>
  );
}

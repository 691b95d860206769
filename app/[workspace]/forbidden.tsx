import type { Metadata } from "next";
import { Message } from "@/components/layout/message";
import { OwnerName } from "@/components/layout/owner-context";
import { WorkspaceHomeLink } from "@/components/layout/workspace-home-link";

export const metadata: Metadata = { title: "Unauthorized" };

export default function Forbidden() {
  return (
    <Message title="Unauthorized" actions={<WorkspaceHomeLink />}>
      <p>Only owners and admins can view this page.</p>
      <p>
        If you need access, ask <OwnerName />.
      </p>
    </Message>
  );
}

import type { Metadata } from "next";
import { Message } from "@/components/layout/message";
import { OwnerName } from "@/components/layout/owner-context";
import { WorkspaceHomeLink } from "@/components/layout/workspace-home-link";

export const metadata: Metadata = { title: "Owners and admins only" };

export default function Forbidden() {
  return (
    <Message title="Only owners and admins can view this page" actions={<WorkspaceHomeLink />}>
      <p>
        You’re a member of this workspace. If you need access, ask <OwnerName />.
      </p>
    </Message>
  );
}

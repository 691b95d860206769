import type { Metadata } from "next";
import { Message } from "@/components/layout/message";
import { OwnerName } from "@/components/layout/owner-context";
import { WorkspaceHomeLink } from "@/components/layout/workspace-home-link";

export const metadata: Metadata = { title: "Owners and admins only" };

export default function Forbidden() {
  return (
    <Message title="Only owners and admins can see this" actions={<WorkspaceHomeLink />}>
      <p>
        You are signed in, but as a member. If you need what is here, ask <OwnerName />: they can fetch it for you or
        make you an admin.
      </p>
    </Message>
  );
}

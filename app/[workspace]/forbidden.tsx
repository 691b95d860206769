import type { Metadata } from "next";
import { Notice } from "@/components/notice";
import { OwnerName } from "@/components/owner-context";
import { WorkspaceHomeLink } from "@/components/workspace-home-link";

export const metadata: Metadata = { title: "Owners and admins only" };

export default function Forbidden() {
  return (
    <Notice title="Only owners and admins can see this" actions={<WorkspaceHomeLink />}>
      <p>
        You are signed in, but as a member. If you need what is here, ask <OwnerName />: they can fetch it for you or
        make you an admin.
      </p>
    </Notice>
  );
}

import type { Metadata } from "next";
import { Message } from "@/components/layout/message";
import { WorkspaceHomeLink } from "@/components/layout/workspace-home-link";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <Message title="Page not found" actions={<WorkspaceHomeLink />}>
      <p>The address may be wrong, or the page was removed.</p>
    </Message>
  );
}

import type { Metadata } from "next";
import { Message } from "@/components/layout/message";
import { WorkspaceHomeLink } from "@/components/layout/workspace-home-link";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Message title="There is nothing here" actions={<WorkspaceHomeLink />}>
      <p>The address may be mistyped, or what was here is gone.</p>
    </Message>
  );
}

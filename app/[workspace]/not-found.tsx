import type { Metadata } from "next";
import { Notice } from "@/components/notice";
import { WorkspaceHomeLink } from "@/components/workspace-home-link";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Notice title="There is nothing here" actions={<WorkspaceHomeLink />}>
      <p>The address may be mistyped, or what was here is gone.</p>
    </Notice>
  );
}

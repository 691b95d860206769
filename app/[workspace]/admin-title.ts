import type { Metadata } from "next";
import { canExport } from "@/lib/auth/roles";
import { findWorkspace } from "@/lib/auth/session";

/** The title of a page for owners and admins; for members that of the 403 page, which they get instead. */
export async function adminTitle(params: Promise<{ workspace: string }>, title: string): Promise<Metadata> {
  const { workspace: slug } = await params;
  const workspace = await findWorkspace(slug).catch(() => null);
  return { title: workspace && !canExport(workspace.role) ? "Unauthorized" : title };
}

import type { Metadata } from "next";
import { canExport } from "@/lib/auth/roles";
import { listWorkspaces } from "@/lib/auth/session";

/** The title of a page for owners and admins; with the 403 page in its place, that page's. */
export async function adminTitle(params: Promise<{ workspace: string }>, title: string): Promise<Metadata> {
  const { workspace: slug } = await params;
  const mine = await listWorkspaces().catch(() => []);
  const workspace = mine.find((candidate) => candidate.slug === slug);
  return { title: workspace && !canExport(workspace.role) ? "Owners and admins only" : title };
}

import type { Metadata } from "next";
import { mayExport } from "@/lib/auth/roles";
import { myWorkspaces } from "@/lib/auth/session";

/** The title of a page for owners and admins; the 403 page in its place does not carry it. */
export async function adminTitle(params: Promise<{ workspace: string }>, title: string): Promise<Metadata> {
  const { workspace: slug } = await params;
  const mine = await myWorkspaces().catch(() => []);
  const admin = mine.some((workspace) => workspace.slug === slug && mayExport(workspace.role));
  return { title: admin ? title : "Owners and admins only" };
}

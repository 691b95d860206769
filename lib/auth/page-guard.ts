import "server-only";
import { forbidden, notFound, redirect } from "next/navigation";
import { AppError } from "@/lib/errors";
import { type Workspace, workspaceBySlug, workspaceToExport } from "./session";

/** The page's workspace, or the sign-in page or a 404 in its place. */
export function workspaceOfPage(slug: string): Promise<Workspace> {
  return orElsewhere(workspaceBySlug(slug));
}

/** The same for pages of owners and admins; others get the 403 page. */
export function adminWorkspaceOfPage(slug: string): Promise<Workspace> {
  return orElsewhere(workspaceToExport(slug));
}

/**
 * What a page reads; where the person may not read it, the sign-in page, a 404 or the 403 page in its place. Also for what is read
 * after the workspace: somebody may be demoted in between.
 */
export async function orElsewhere<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "unauthenticated") redirect("/login");
    if (error.code === "not_found") notFound();
    if (error.code === "forbidden") forbidden();
    throw error;
  }
}

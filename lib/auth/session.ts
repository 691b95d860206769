import "server-only";
import { isAuthRetryableFetchError } from "@supabase/supabase-js";
import { cache } from "react";
import { AppError } from "@/lib/errors";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { canExport, type Role } from "./roles";

export type User = { id: string; email: string };
export type Workspace = { id: string; name: string; slug: string; role: Role; displayName: string };

/**
 * Who is signed in, or null. The token is verified, not just read.
 * @throws AppError unavailable when the auth server cannot be asked
 */
export const getUser = cache(async (): Promise<User | null> => {
  const supabase = await sessionClient();
  const { data, error } = await supabase.auth.getClaims();
  if (error && isAuthRetryableFetchError(error)) throw new AppError("unavailable", undefined, { cause: error });
  return data ? { id: data.claims.sub, email: data.claims.email ?? "" } : null;
});

/**
 * Who is signed in.
 * @throws AppError unauthenticated, unavailable
 */
export async function requireUser(): Promise<User> {
  const person = await getUser();
  if (!person) throw new AppError("unauthenticated");
  return person;
}

/**
 * The workspaces of the signed-in person, by name.
 * @throws AppError unauthenticated, unavailable
 */
export const listWorkspaces = cache(async (): Promise<Workspace[]> => {
  const person = await requireUser();
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("members")
    .select("role, display_name, tenants!inner(id, name, slug)")
    .eq("user_id", person.id);
  if (error) throw databaseError(error, status);
  return data
    .map(({ role, display_name, tenants }) => ({ ...tenants, role, displayName: display_name }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
});

/**
 * The workspace with this slug, if the signed-in person belongs to it.
 * @throws AppError unauthenticated, not_found, unavailable
 */
export async function requireWorkspace(slug: string): Promise<Workspace> {
  const workspace = (await listWorkspaces()).find((candidate) => candidate.slug === slug);
  if (!workspace) throw new AppError("not_found", "There is no such workspace, or you are not a member of it.");
  return workspace;
}

/**
 * The same for what only owners and admins may do.
 * @throws AppError unauthenticated, not_found, forbidden, unavailable
 */
export async function requireAdminWorkspace(slug: string): Promise<Workspace> {
  const workspace = await requireWorkspace(slug);
  if (!canExport(workspace.role)) throw new AppError("forbidden");
  return workspace;
}

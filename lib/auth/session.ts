import "server-only";
import { type AuthError, isAuthApiError, isAuthRetryableFetchError } from "@supabase/supabase-js";
import { cache } from "react";
import { AppError } from "@/lib/errors";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { canExport, type Role } from "./roles";

export type User = { id: string; email: string };
/** A workspace as one of its members sees it: `role` and `displayName` are the member's. Names are cut to 200 characters. */
export type Workspace = {
  id: string;
  name: string;
  slug: string;
  role: Role;
  displayName: string;
  ownerName: string | null;
};

/**
 * The signed-in user, or null. Verifies the access token; cached per request.
 * @throws AppError unavailable when the auth server does not respond
 */
export const getUser = cache(async (): Promise<User | null> => {
  const supabase = await sessionClient();
  const { data: cookie, error: refreshError } = await supabase.auth.getSession();
  const token: unknown = cookie.session?.access_token;
  // Cookies may hold anything.
  const { data, error } =
    typeof token === "string" ? await verifyToken(supabase, token) : { data: null, error: refreshError };
  if (error && isOutage(error)) throw new AppError("unavailable", undefined, { cause: error });
  return data ? { id: data.claims.sub, email: data.claims.email ?? "" } : null;
});

/** Verifies an access token: with the project's public keys when it names one, else by asking Auth. */
async function verifyToken(supabase: Awaited<ReturnType<typeof sessionClient>>, token: string) {
  try {
    return await supabase.auth.getClaims(token);
  } catch {
    // Thrown for an algorithm that the named key is not for, or that Auth does not know: a forgery.
    return { data: null, error: null };
  }
}

/** Whether an error of Auth says nothing about the session: no answer, none that is Auth's, or one that it is not able to give. */
function isOutage(error: AuthError): boolean {
  if (isAuthRetryableFetchError(error) || error.name === "AuthUnknownError") return true;
  return isAuthApiError(error) && (error.status >= 500 || [404, 429].includes(error.status));
}

/**
 * The signed-in user.
 * @throws AppError unauthenticated, unavailable
 */
export async function requireUser(): Promise<User> {
  const user = await getUser();
  if (!user) throw new AppError("unauthenticated");
  return user;
}

/** As the check on tenants.slug. Postgres rejects a parameter with NUL or a lone surrogate. */
const slugPattern = /^[a-z0-9-]{1,63}$/;

/** The function my_workspaces returns at most so many. */
const maxWorkspaces = 100;

/**
 * The workspaces of the signed-in user, sorted by name, the first hundred if there are more; cached per request.
 * @throws AppError unauthenticated, unavailable
 */
export const listWorkspaces = cache(() => readWorkspaces());

/**
 * The workspace with this slug, or null when the user is not a member; cached per request.
 * @throws AppError unauthenticated, unavailable
 */
export const findWorkspace = cache(async (slug: string): Promise<Workspace | null> => {
  const workspaces = await listWorkspaces();
  const listed = workspaces.find((candidate) => candidate.slug === slug);
  if (listed || workspaces.length < maxWorkspaces || !slugPattern.test(slug)) return listed ?? null;
  const [found] = await readWorkspaces(slug);
  return found ?? null;
});

/** @param slug reads only the workspace with this slug */
async function readWorkspaces(slug?: string): Promise<Workspace[]> {
  await requireUser();
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.rpc("my_workspaces", slug === undefined ? {} : { only_slug: slug });
  if (error) throw databaseError(error, status);
  return data
    .map(({ display_name, owner_name, ...workspace }) => ({
      ...workspace,
      displayName: display_name,
      ownerName: owner_name,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/**
 * The workspace with this slug.
 * @throws AppError unauthenticated, not_found when the user is not a member, unavailable
 */
export async function requireWorkspace(slug: string): Promise<Workspace> {
  const workspace = await findWorkspace(slug);
  if (!workspace) throw new AppError("not_found", "This workspace does not exist, or you are not a member of it.");
  return workspace;
}

/**
 * The workspace with this slug, for owners and admins.
 * @throws AppError unauthenticated, not_found when the user is not a member, forbidden below admin, unavailable
 */
export async function requireAdminWorkspace(slug: string): Promise<Workspace> {
  const workspace = await requireWorkspace(slug);
  if (!canExport(workspace.role)) throw new AppError("forbidden");
  return workspace;
}

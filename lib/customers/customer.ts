import "server-only";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireWorkspace, type Workspace } from "@/lib/auth/session";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { type SectionName, sectionOf } from "./sections";

/** JSON columns are asked for as text: JavaScript would round their long numbers. */
const columns = `id, type, email, name, company, job_title, phone, source, external_id, account_id, source_bot_id,
  source_conversation_id, notes, metadata::text, churn_reasons::text, created_at, last_seen_at, promoted_at, churned_at,
  account:accounts(name)`;

/**
 * One person of a workspace with every field, or null when there is none with this id.
 * @throws AppError unavailable
 */
export const findCustomer = cache(async (workspaceId: string, id: string) => {
  if (!z.guid().safeParse(id).success) return null;
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("customers")
    .select(columns)
    .eq("tenant_id", workspaceId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw databaseError(error, status);
  return data;
});

export type Customer = NonNullable<Awaited<ReturnType<typeof findCustomer>>>;

/** The workspace and person of a detail page; a 404 in its place, or a way to the page that shows people of this type. */
export async function requireCustomer(
  slug: string,
  section: SectionName,
  id: string,
): Promise<{ workspace: Workspace; person: Customer }> {
  const workspace = await redirectOnAuthError(requireWorkspace(slug));
  const person = await findCustomer(workspace.id, id);
  if (!person) notFound();
  const right = sectionOf(person.type);
  if (right !== section) redirect(`/${slug}/${right}/${person.id}`);
  return { workspace, person };
}

import "server-only";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireWorkspace, type Workspace } from "@/lib/auth/session";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { type SectionName, sectionOf } from "./sections";

/** JSON columns are read as text: JSON.parse would round long numbers. */
const columns = `id, type, email, name, company, job_title, phone, source, external_id, account_id, source_bot_id,
  source_conversation_id, notes, metadata::text, churn_reasons::text, created_at, last_seen_at, promoted_at, churned_at,
  account:accounts(name)`;

/**
 * The customer with this id, with every field, or null; cached per request.
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

/** For the page of a customer: its workspace and customer; shows a 404, or redirects if the customer is in the other section. */
export async function requireCustomer(
  slug: string,
  section: SectionName,
  id: string,
): Promise<{ workspace: Workspace; customer: Customer }> {
  const workspace = await redirectOnAuthError(requireWorkspace(slug));
  const customer = await findCustomer(workspace.id, id);
  if (!customer) notFound();
  const actualSection = sectionOf(customer.type);
  if (actualSection !== section) redirect(`/${slug}/${actualSection}/${customer.id}`);
  return { workspace, customer };
}

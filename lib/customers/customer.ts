import "server-only";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireWorkspace, type Workspace } from "@/lib/auth/session";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { type SectionName, sectionOf } from "./sections";

type Details = Database["public"]["Functions"]["customer_details"]["Returns"][number];

/**
 * A customer as its page shows it: texts are cut, and `notes_bytes`, `metadata_bytes` and `churn_reasons_bytes` say how long the whole
 * texts are. JSON columns are text, because JSON.parse would round long numbers.
 */
export type Customer = {
  [Column in keyof Details]: Column extends "id" | "type" | "created_at" ? Details[Column] : Details[Column] | null;
};

/**
 * The customer with this id, or null; cached per request.
 * @throws AppError unavailable
 */
export const findCustomer = cache(async (workspaceId: string, id: string): Promise<Customer | null> => {
  if (!z.guid().safeParse(id).success) return null;
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("customer_details", { workspace: workspaceId, customer: id })
    .maybeSingle();
  if (error) throw databaseError(error, status);
  // In the generated types, no column of a function's result is nullable.
  return data;
});

/**
 * For the pages of a customer: the workspace and the customer; shows a 404, or redirects if the customer is in the other section.
 * @param page what follows the customer in the page's path
 */
export async function requireCustomer(
  slug: string,
  section: SectionName,
  id: string,
  page = "",
): Promise<{ workspace: Workspace; customer: Customer }> {
  const workspace = await redirectOnAuthError(requireWorkspace(slug));
  const customer = await findCustomer(workspace.id, id);
  if (!customer) notFound();
  const actualSection = sectionOf(customer.type);
  if (actualSection !== section) redirect(`/${slug}/${actualSection}/${customer.id}${page}`);
  return { workspace, customer };
}

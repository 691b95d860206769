import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { findWorkspace } from "@/lib/auth/session";
import { findCustomer } from "@/lib/customers/customer";
import { customerName } from "@/lib/customers/customer-name";
import { withoutBidiControls } from "@/lib/format/bidi";

type Params = Promise<{ workspace: string; id: string }>;

/** The title of the page that exports a customer; for members that of the 403 page, which they get instead. */
export function exportTitle(params: Params, section: string): Promise<Metadata> {
  return adminPageTitle("Export data", params, section);
}

/** The title of the page that prepares an answer to a customer; for members that of the 403 page. */
export function answerTitle(params: Params, section: string): Promise<Metadata> {
  return adminPageTitle("Prepare an answer", params, section);
}

async function adminPageTitle(page: string, params: Params, section: string): Promise<Metadata> {
  const { title } = await customerTitle(params, section);
  return adminTitle(params, title === "Page not found" ? title : `${page} · ${title}`);
}

/** The title of a customer's page: the name and the section. The section alone when it cannot be read: the page reports the error. */
export async function customerTitle(
  params: Promise<{ workspace: string; id: string }>,
  section: string,
): Promise<Metadata> {
  const { workspace: slug, id } = await params;
  try {
    const workspace = await findWorkspace(slug);
    const customer = workspace ? await findCustomer(workspace.id, id) : null;
    return {
      title: customer
        ? `${withoutBidiControls(customerName(customer)).slice(0, 100).toWellFormed()} · ${section}`
        : "Page not found",
    };
  } catch {
    return { title: section };
  }
}

import type { Metadata } from "next";
import { listWorkspaces } from "@/lib/auth/session";
import { findCustomer } from "@/lib/customers/customer";
import { customerName } from "@/lib/customers/customer-name";

/** The title of a person's page: the name and the page it belongs to. When the page cannot be shown, it says so itself. */
export async function customerTitle(
  params: Promise<{ workspace: string; id: string }>,
  section: string,
): Promise<Metadata> {
  const { workspace: slug, id } = await params;
  try {
    const workspace = (await listWorkspaces()).find((mine) => mine.slug === slug);
    const person = workspace ? await findCustomer(workspace.id, id) : null;
    return { title: person ? `${customerName(person).slice(0, 100).toWellFormed()} · ${section}` : "Not found" };
  } catch {
    return { title: section };
  }
}

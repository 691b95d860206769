import type { Metadata } from "next";
import { myWorkspaces } from "@/lib/auth/session";
import { personById } from "@/lib/people/person";
import { personName } from "@/lib/people/person-name";

/** The title of a person's page: the name and the page it belongs to. When the page cannot be shown, it says so itself. */
export async function personTitle(
  params: Promise<{ workspace: string; id: string }>,
  section: string,
): Promise<Metadata> {
  const { workspace: slug, id } = await params;
  try {
    const workspace = (await myWorkspaces()).find((mine) => mine.slug === slug);
    const person = workspace ? await personById(workspace.id, id) : null;
    return { title: person ? `${personName(person).slice(0, 100).toWellFormed()} · ${section}` : "Not found" };
  } catch {
    return { title: section };
  }
}

import type { Metadata } from "next";
import { personTitle } from "@/app/[workspace]/contacts/person-title";
import { PersonPage } from "@/components/people/person-page";
import { personOfPage } from "@/lib/people/person";
import { parsePersonState } from "@/lib/people/person-address";

export function generateMetadata({ params }: PageProps<"/[workspace]/leads/[id]">): Promise<Metadata> {
  return personTitle(params, "Leads");
}

export default async function LeadPage({ params, searchParams }: PageProps<"/[workspace]/leads/[id]">) {
  const { workspace: slug, id } = await params;
  const { workspace, person } = await personOfPage(slug, "leads", id);
  return (
    <PersonPage workspace={workspace} person={person} section="leads" asked={parsePersonState(await searchParams)} />
  );
}

import type { Metadata } from "next";
import { personTitle } from "@/app/[workspace]/contacts/person-title";
import { PersonPage } from "@/components/people/person-page";
import { personOfPage } from "@/lib/people/person";
import { parsePersonState } from "@/lib/people/person-address";

export function generateMetadata({ params }: PageProps<"/[workspace]/contacts/[id]">): Promise<Metadata> {
  return personTitle(params, "Contacts");
}

export default async function ContactPage({ params, searchParams }: PageProps<"/[workspace]/contacts/[id]">) {
  const { workspace: slug, id } = await params;
  const { workspace, person } = await personOfPage(slug, "contacts", id);
  return (
    <PersonPage workspace={workspace} person={person} section="contacts" asked={parsePersonState(await searchParams)} />
  );
}

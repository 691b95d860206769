import type { Metadata } from "next";
import { PeopleList } from "@/components/people/people-list";
import { workspaceOfPage } from "@/lib/auth/page-guard";
import { parseListState } from "@/lib/people/list-address";

export const metadata: Metadata = { title: "Contacts" };

export default async function ContactsPage({ params, searchParams }: PageProps<"/[workspace]/contacts">) {
  const workspace = await workspaceOfPage((await params).workspace);
  return <PeopleList workspace={workspace} section="contacts" asked={parseListState("contacts", await searchParams)} />;
}

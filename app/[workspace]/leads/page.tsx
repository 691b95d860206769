import type { Metadata } from "next";
import { PeopleList } from "@/components/people/people-list";
import { workspaceOfPage } from "@/lib/auth/page-guard";
import { parseListState } from "@/lib/people/list-address";

export const metadata: Metadata = { title: "Leads" };

export default async function LeadsPage({ params, searchParams }: PageProps<"/[workspace]/leads">) {
  const workspace = await workspaceOfPage((await params).workspace);
  return <PeopleList workspace={workspace} section="leads" asked={parseListState("leads", await searchParams)} />;
}

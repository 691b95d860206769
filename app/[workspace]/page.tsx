import { Download, UserRoundPlus, UsersRound } from "lucide-react";
import { PageHeading } from "@/components/page-heading";
import { Tile } from "@/components/ui/tile";
import { workspaceOfPage } from "@/lib/auth/page-guard";
import { mayExport } from "@/lib/auth/roles";

export default async function HomePage({ params }: PageProps<"/[workspace]">) {
  const workspace = await workspaceOfPage((await params).workspace);
  const admin = mayExport(workspace.role);
  return (
    <>
      <PageHeading title={`Hello, ${workspace.displayName}`}>
        {admin
          ? `You can download everything ${workspace.name} keeps about its customers.`
          : `Here are the people ${workspace.name} talks to. Its owner and admins can export its data: ask one of them if you need a file.`}
      </PageHeading>
      <div className="grid gap-4 sm:grid-cols-2">
        <Tile
          href={`/${workspace.slug}/contacts`}
          icon={UsersRound}
          title="Contacts"
          text="Find a customer, with every conversation, ticket and note."
        />
        <Tile
          href={`/${workspace.slug}/leads`}
          icon={UserRoundPlus}
          title="Leads"
          text="Who might become a customer, anonymous visitors included."
        />
        {admin ? (
          <Tile
            href={`/${workspace.slug}/settings/data-export`}
            icon={Download}
            title="Data export"
            text="Download your contacts, leads and former customers as CSV or JSON."
          />
        ) : null}
      </div>
    </>
  );
}

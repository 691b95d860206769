import { Download, UserRoundPlus, UsersRound } from "lucide-react";
import { PageHeading } from "@/components/layout/page-heading";
import { LinkCard } from "@/components/ui/link-card";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { canExport } from "@/lib/auth/roles";
import { requireWorkspace } from "@/lib/auth/session";

export default async function HomePage({ params }: PageProps<"/[workspace]">) {
  const workspace = await redirectOnAuthError(requireWorkspace((await params).workspace));
  const admin = canExport(workspace.role);
  return (
    <>
      <PageHeading title={`Hello, ${workspace.displayName}`}>
        {admin
          ? `You can download everything ${workspace.name} keeps about its customers.`
          : `Here are the people ${workspace.name} talks to. Its owner and admins can export its data: ask one of them if you need a file.`}
      </PageHeading>
      <div className="grid gap-4 sm:grid-cols-2">
        <LinkCard
          href={`/${workspace.slug}/contacts`}
          icon={UsersRound}
          title="Contacts"
          text="Find a customer, with every conversation, ticket and note."
        />
        <LinkCard
          href={`/${workspace.slug}/leads`}
          icon={UserRoundPlus}
          title="Leads"
          text="Who might become a customer, anonymous visitors included."
        />
        {admin ? (
          <LinkCard
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

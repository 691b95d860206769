import { Download, UserRoundPlus, UsersRound } from "lucide-react";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { OwnerName } from "@/components/layout/owner-context";
import { PageHeading } from "@/components/layout/page-heading";
import { LinkCard } from "@/components/ui/card";
import { Isolated } from "@/components/ui/isolated";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { canExport } from "@/lib/auth/roles";
import { requireWorkspace } from "@/lib/auth/session";

async function HomePage({ params }: PageProps<"/[workspace]">) {
  const workspace = await redirectOnAuthError(requireWorkspace((await params).workspace));
  const isAdmin = canExport(workspace.role);
  return (
    <>
      <PageHeading
        title={
          <>
            Hello, <Isolated>{workspace.displayName}</Isolated>
          </>
        }
      >
        {isAdmin ? "Browse and export" : "Browse"} contacts and conversations in <Isolated>{workspace.name}</Isolated>.
        {isAdmin ? null : (
          <>
            {" "}
            Owners and admins can export them. If you need an export, ask <OwnerName />.
          </>
        )}
      </PageHeading>
      <div className="grid gap-4 sm:grid-cols-2">
        <LinkCard
          href={`/${workspace.slug}/contacts`}
          icon={UsersRound}
          title="Contacts"
          text="Customers and former customers, with their conversations, tickets and notes."
        />
        <LinkCard
          href={`/${workspace.slug}/leads`}
          icon={UserRoundPlus}
          title="Leads"
          text="Potential customers and anonymous visitors."
        />
        {isAdmin ? (
          <LinkCard
            href={`/${workspace.slug}/settings/data-export`}
            icon={Download}
            title="Data export"
            text="Download your workspace’s contacts and conversations."
          />
        ) : null}
      </div>
    </>
  );
}

export default withErrorPages(HomePage);

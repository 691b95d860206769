import { Download } from "lucide-react";
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
          : `You are a member of ${workspace.name}. Its owner and admins can export its data: ask one of them if you need a file.`}
      </PageHeading>
      {admin ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Tile
            href={`/${workspace.slug}/settings/data-export`}
            icon={Download}
            title="Data export"
            text="Download your contacts, leads and former customers as CSV or JSON."
          />
        </div>
      ) : null}
    </>
  );
}

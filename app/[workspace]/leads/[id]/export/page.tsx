import type { Metadata } from "next";
import { exportTitle } from "@/app/[workspace]/contacts/customer-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { ExportContactPage } from "@/components/customers/export-contact-page";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { requireCustomer } from "@/lib/customers/customer";

type Props = PageProps<"/[workspace]/leads/[id]/export">;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return exportTitle(params, "Leads");
}

async function LeadExportPage({ params }: Props) {
  const { workspace: slug, id } = await params;
  await redirectOnAuthError(requireAdminWorkspace(slug));
  const { workspace, customer } = await requireCustomer(slug, "leads", id, "/export");
  return <ExportContactPage workspace={workspace} customer={customer} section="leads" />;
}

export default withErrorPages(LeadExportPage);

import type { Metadata } from "next";
import { exportTitle } from "@/app/[workspace]/contacts/customer-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { ExportContactPage } from "@/components/customers/export-contact-page";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { requireCustomer } from "@/lib/customers/customer";

type Props = PageProps<"/[workspace]/contacts/[id]/export">;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return exportTitle(params, "Contacts");
}

async function ContactExportPage({ params }: Props) {
  const { workspace: slug, id } = await params;
  await redirectOnAuthError(requireAdminWorkspace(slug));
  const { workspace, customer } = await requireCustomer(slug, "contacts", id, "/export");
  return <ExportContactPage workspace={workspace} customer={customer} section="contacts" />;
}

export default withErrorPages(ContactExportPage);

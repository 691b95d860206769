import type { Metadata } from "next";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { CustomerList } from "@/components/customers/customer-list";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireWorkspace } from "@/lib/auth/session";
import { parseCustomerListState } from "@/lib/customers/list-search-params";

export const metadata: Metadata = { title: "Contacts" };

async function ContactsPage({ params, searchParams }: PageProps<"/[workspace]/contacts">) {
  const workspace = await redirectOnAuthError(requireWorkspace((await params).workspace));
  return (
    <CustomerList
      workspace={workspace}
      section="contacts"
      state={parseCustomerListState("contacts", await searchParams)}
    />
  );
}

export default withErrorPages(ContactsPage);

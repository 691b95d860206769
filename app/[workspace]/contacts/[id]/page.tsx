import type { Metadata } from "next";
import { customerTitle } from "@/app/[workspace]/contacts/customer-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { CustomerPage } from "@/components/customers/customer-page";
import { requireCustomer } from "@/lib/customers/customer";
import { parseCustomerPageState } from "@/lib/customers/page-search-params";

export function generateMetadata({ params }: PageProps<"/[workspace]/contacts/[id]">): Promise<Metadata> {
  return customerTitle(params, "Contacts");
}

async function ContactPage({ params, searchParams }: PageProps<"/[workspace]/contacts/[id]">) {
  const { workspace: slug, id } = await params;
  const { workspace, customer } = await requireCustomer(slug, "contacts", id);
  return (
    <CustomerPage
      workspace={workspace}
      customer={customer}
      section="contacts"
      state={parseCustomerPageState(await searchParams)}
    />
  );
}

export default withErrorPages(ContactPage);

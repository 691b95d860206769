import type { Metadata } from "next";
import { customerTitle } from "@/app/[workspace]/contacts/customer-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { CustomerPage } from "@/components/customers/customer-page";
import { requireCustomer } from "@/lib/customers/customer";
import { parseCustomerPageState } from "@/lib/customers/page-search-params";

export function generateMetadata({ params }: PageProps<"/[workspace]/leads/[id]">): Promise<Metadata> {
  return customerTitle(params, "Leads");
}

async function LeadPage({ params, searchParams }: PageProps<"/[workspace]/leads/[id]">) {
  const { workspace: slug, id } = await params;
  const { workspace, customer } = await requireCustomer(slug, "leads", id);
  return (
    <CustomerPage
      workspace={workspace}
      customer={customer}
      section="leads"
      state={parseCustomerPageState(await searchParams)}
    />
  );
}

export default withErrorPages(LeadPage);

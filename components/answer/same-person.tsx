import { Card } from "@/components/ui/card";
import { Isolated } from "@/components/ui/isolated";
import { TextLink } from "@/components/ui/text-link";
import { customerName } from "@/lib/customers/customer-name";
import type { CustomerSummary } from "@/lib/customers/search-customers";
import { sectionOf, typeNames } from "@/lib/customers/sections";

/** Other records with the same email address: each needs an answer of its own. */
export function SamePerson({ customers, workspace }: { customers: CustomerSummary[]; workspace: string }) {
  if (customers.length === 0) return null;
  return (
    <Card className="text-sm">
      <h2 className="font-semibold">Other records with the same email address</h2>
      <p className="mt-1 text-quiet">If they are of the same person, the answer needs them, too: one package each.</p>
      <ul className="mt-2 space-y-1">
        {customers.map((customer) => (
          <li key={customer.id}>
            <TextLink href={`/${workspace}/${sectionOf(customer.type)}/${customer.id}/answer`}>
              <Isolated>{customerName(customer)}</Isolated>
            </TextLink>{" "}
            <span className="text-quiet">{typeNames[customer.type].one}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

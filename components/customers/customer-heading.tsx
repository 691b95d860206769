import { PageHeading } from "@/components/layout/page-heading";
import { Isolated } from "@/components/ui/isolated";
import type { Customer } from "@/lib/customers/customer";
import { customerName } from "@/lib/customers/customer-name";
import { type SectionName, sections } from "@/lib/customers/sections";
import { visibleText } from "@/lib/format/visible-text";
import { TypeBadge } from "./type-badge";

type Props = { customer: Customer; section: SectionName; workspace: string };

/** The name, type, job title and company of a customer, with a link back to the list. */
export function CustomerHeading({ customer, section, workspace }: Props) {
  const subtitle = (["job_title", "company"] as const).flatMap((field) => {
    const text = visibleText(customer[field]);
    return text === null ? [] : [{ field, text }];
  });
  return (
    <PageHeading
      trail={[{ label: sections[section].title, href: `/${workspace}/${section}` }]}
      title={customerName(customer)}
      badges={<TypeBadge type={customer.type} />}
    >
      {subtitle.map(({ field, text }, index) => (
        <span key={field}>
          {index > 0 ? " · " : ""}
          <Isolated>{text}</Isolated>
        </span>
      ))}
    </PageHeading>
  );
}

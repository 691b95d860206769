import { PageHeading } from "@/components/layout/page-heading";
import { Isolated } from "@/components/ui/isolated";
import { canExport } from "@/lib/auth/roles";
import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import { customerName } from "@/lib/customers/customer-name";
import type { CustomerCounts } from "@/lib/customers/records";
import { type SectionName, sections } from "@/lib/customers/sections";
import { visibleText } from "@/lib/format/visible-text";
import { ExportContactContents, ExportContactFacts } from "./export-contact-details";
import { ExportableHeading } from "./exportable-heading";
import { TypeBadge } from "./type-badge";

type Props = { customer: Customer; counts: CustomerCounts; section: SectionName; workspace: Workspace };

/** The name, type, job title and company of a customer, with a link back to the list; for owners and admins with "Export data". */
export function CustomerHeading({ customer, counts, section, workspace }: Props) {
  const list = `/${workspace.slug}/${section}`;
  const subtitle = (["job_title", "company"] as const).flatMap((field) => {
    const text = visibleText(customer[field]);
    return text === null ? [] : [{ field, text }];
  });
  const heading = {
    trail: [{ label: sections[section].title, href: list }],
    title: customerName(customer),
    badges: <TypeBadge type={customer.type} />,
    children: subtitle.length > 0 ? <Subtitle parts={subtitle} /> : null,
  };
  if (!canExport(workspace.role)) return <PageHeading {...heading} />;
  return (
    <ExportableHeading
      heading={heading}
      workspace={workspace.slug}
      contact={customer.id}
      name={heading.title}
      exportHref={`${list}/${customer.id}/export`}
      contents={<ExportContactContents customer={customer} counts={counts} />}
      facts={<ExportContactFacts workspace={workspace} customer={customer} />}
    />
  );
}

function Subtitle({ parts }: { parts: readonly { field: string; text: string }[] }) {
  return (
    <span className="line-clamp-2">
      {parts.map(({ field, text }, index) => (
        <span key={field}>
          {index > 0 ? " · " : ""}
          <Isolated>{text}</Isolated>
        </span>
      ))}
    </span>
  );
}

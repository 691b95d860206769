import { BackLink } from "@/components/layout/back-link";
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
    <header className="mb-6">
      <BackLink href={`/${workspace}/${section}`}>{sections[section].title}</BackLink>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 dir="auto" className="line-clamp-3 min-w-0 text-2xl font-semibold tracking-tight">
          {customerName(customer)}
        </h1>
        <TypeBadge type={customer.type} />
      </div>
      {subtitle.length > 0 ? (
        <p className="mt-1 line-clamp-2 text-quiet">
          {subtitle.map(({ field, text }, index) => (
            <span key={field}>
              {index > 0 ? " · " : ""}
              <Isolated>{text}</Isolated>
            </span>
          ))}
        </p>
      ) : null}
    </header>
  );
}

import Link from "next/link";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyValue } from "@/components/ui/field";
import { Timestamp } from "@/components/ui/timestamp";
import { customerName } from "@/lib/customers/customer-name";
import type { CustomerSummary } from "@/lib/customers/search-customers";
import { visibleText } from "@/lib/format/visible-text";
import { TypeBadge } from "./type-badge";

type Props = { path: string; customers: CustomerSummary[]; title: string };

/** Customers, newest first. The whole row is the click target; the link text is the name alone. */
export function CustomerTable({ path, customers, title }: Props) {
  const columns: Column<CustomerSummary>[] = [
    {
      id: "name",
      label: "Name",
      narrow: "bare",
      className: "w-[36%]",
      cell: (customer) => <NameAndEmail customer={customer} href={`${path}/${customer.id}`} />,
    },
    {
      id: "company",
      label: "Company",
      cell: ({ company }) =>
        visibleText(company) ? (
          <span dir="auto" className="line-clamp-2">
            {company}
          </span>
        ) : (
          <EmptyValue />
        ),
    },
    { id: "type", label: "Type", className: "w-36", cell: ({ type }) => <TypeBadge type={type} /> },
    {
      id: "last-seen",
      label: "Last seen",
      className: "w-32 text-quiet",
      cell: ({ last_seen_at }) => <Timestamp at={last_seen_at} dateStyle="day" />,
    },
    {
      id: "created",
      label: "Created",
      className: "w-32 text-quiet",
      cell: ({ created_at }) => <Timestamp at={created_at} dateStyle="day" />,
    },
  ];
  return (
    <DataTable
      caption={`${title}, newest first`}
      columns={columns}
      rows={customers}
      rowKey={({ id }) => id}
      rowProps={() => ({
        className:
          "relative hover:bg-raised has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus",
      })}
    />
  );
}

function NameAndEmail({ customer, href }: { customer: CustomerSummary; href: string }) {
  const { name, email } = customer;
  return (
    <>
      <Link
        href={href}
        // Prefetching fifty pages costs the database more than the one that is opened.
        prefetch={false}
        dir="auto"
        className="line-clamp-2 font-medium outline-none after:absolute after:inset-0"
      >
        {customerName(customer)}
      </Link>
      {visibleText(name) && visibleText(email) ? (
        <span dir="auto" className="line-clamp-2 text-quiet">
          {email}
        </span>
      ) : null}
    </>
  );
}

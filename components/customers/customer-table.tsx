import Link from "next/link";
import { EmptyValue } from "@/components/ui/empty-value";
import { Timestamp } from "@/components/ui/timestamp";
import { customerName } from "@/lib/customers/customer-name";
import type { CustomerSummary } from "@/lib/customers/search-customers";
import { visibleText } from "@/lib/format/visible-text";
import { TypeBadge } from "./type-badge";

const columns = [
  ["Name", "w-[34%] px-4"],
  ["Company", "px-4"],
  ["Type", "w-36 px-2"],
  ["Last seen", "w-28 px-2"],
  ["Created", "w-28 px-2"],
] as const;

type Props = { path: string; customers: CustomerSummary[]; title: string };

/** Customers, newest first. */
export function CustomerTable({ path, customers, title }: Props) {
  return (
    <div className="overflow-clip rounded-xl border border-line bg-surface">
      <table className="w-full table-fixed text-left text-sm max-lg:block">
        <caption className="sr-only">{title}, newest first</caption>
        <thead className="border-b border-line text-quiet max-lg:sr-only">
          <tr>
            {columns.map(([label, className]) => (
              <th key={label} scope="col" className={`py-2.5 font-medium ${className}`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line max-lg:block">
          {customers.map((customer) => (
            <CustomerRow key={customer.id} customer={customer} href={`${path}/${customer.id}`} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A table row, on narrow screens a card. The whole row is the click target; the link text is the name alone. */
function CustomerRow({ customer, href }: { customer: CustomerSummary; href: string }) {
  const { name, email, company, type, created_at, last_seen_at } = customer;
  const visibleCompany = visibleText(company);
  return (
    <tr className="relative align-top hover:bg-raised has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus max-lg:grid max-lg:grid-cols-[1fr_auto] max-lg:gap-x-3 max-lg:gap-y-1 max-lg:p-4 lg:[&>td]:py-3">
      <td className="min-w-0 lg:px-4">
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
      </td>
      <td className={`min-w-0 max-lg:col-span-2 max-lg:row-start-2 lg:px-4 ${visibleCompany ? "" : "max-lg:hidden"}`}>
        {visibleCompany ? (
          <span dir="auto" className="line-clamp-2">
            {company}
          </span>
        ) : (
          <EmptyValue />
        )}
      </td>
      <td className="max-lg:col-start-2 max-lg:row-start-1 lg:px-2">
        <TypeBadge type={type} />
      </td>
      <td className={`text-quiet max-lg:col-span-2 lg:px-2 ${last_seen_at ? "" : "max-lg:hidden"}`}>
        <span className="lg:hidden">Last seen </span>
        <Timestamp at={last_seen_at} dateStyle="day" />
      </td>
      <td className="text-quiet max-lg:col-span-2 lg:px-2">
        <span className="lg:hidden">Created </span>
        <Timestamp at={created_at} dateStyle="day" />
      </td>
    </tr>
  );
}

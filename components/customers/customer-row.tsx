import Link from "next/link";
import { EmptyValue } from "@/components/ui/empty-value";
import { Timestamp } from "@/components/ui/timestamp";
import { customerName } from "@/lib/customers/customer-name";
import type { CustomerSummary } from "@/lib/customers/search-customers";
import { visibleText } from "@/lib/format/visible-text";
import { TypeBadge } from "./type-badge";

/** One person of a list. The whole row is the link's target; its words are the person's name. */
export function CustomerRow({ person, href }: { person: CustomerSummary; href: string }) {
  const { name, email, company, type, created_at, last_seen_at } = person;
  return (
    <tr className="relative align-top hover:bg-raised has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus max-lg:grid max-lg:grid-cols-[1fr_auto] max-lg:gap-x-3 max-lg:gap-y-1 max-lg:p-4 lg:[&>td]:py-3">
      <td className="min-w-0 lg:px-4">
        {/* Fifty prefetched pages would cost the database more than the one that is opened. */}
        <Link
          href={href}
          prefetch={false}
          dir="auto"
          className="line-clamp-2 font-medium outline-none after:absolute after:inset-0"
        >
          {customerName(person)}
        </Link>
        {visibleText(name) && visibleText(email) ? (
          <span dir="auto" className="line-clamp-2 text-quiet">
            {email}
          </span>
        ) : null}
      </td>
      <td
        className={`min-w-0 max-lg:col-span-2 max-lg:row-start-2 lg:px-4 ${visibleText(company) ? "" : "max-lg:hidden"}`}
      >
        {visibleText(company) ? (
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
        <Timestamp at={last_seen_at} look="day" />
      </td>
      <td className="text-quiet max-lg:col-span-2 lg:px-2">
        <span className="lg:hidden">Created </span>
        <Timestamp at={created_at} look="day" />
      </td>
    </tr>
  );
}

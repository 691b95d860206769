import type { CustomerSummary } from "@/lib/customers/search-customers";
import { CustomerRow } from "./customer-row";

type Props = { path: string; people: CustomerSummary[]; title: string };

/** People, one a row; on narrow screens one a card. */
export function CustomerTable({ path, people, title }: Props) {
  return (
    <div className="overflow-clip rounded-xl border border-line bg-surface">
      <table className="w-full table-fixed text-left text-sm max-lg:block">
        <caption className="sr-only">{title}, newest first</caption>
        <thead className="border-b border-line text-quiet max-lg:sr-only">
          <tr>
            <th scope="col" className="w-[34%] px-4 py-2.5 font-medium">
              Name
            </th>
            <th scope="col" className="px-4 py-2.5 font-medium">
              Company
            </th>
            <th scope="col" className="w-36 px-2 py-2.5 font-medium">
              Type
            </th>
            <th scope="col" className="w-28 px-2 py-2.5 font-medium">
              Last seen
            </th>
            <th scope="col" className="w-28 px-2 py-2.5 font-medium">
              Created
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line max-lg:block">
          {people.map((person) => (
            <CustomerRow key={person.id} person={person} href={`${path}/${person.id}`} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

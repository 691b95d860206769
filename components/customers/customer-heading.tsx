import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { Customer } from "@/lib/customers/customer";
import { customerName } from "@/lib/customers/customer-name";
import { type SectionName, sections } from "@/lib/customers/sections";
import { visibleText } from "@/lib/format/visible-text";
import { TypeBadge } from "./type-badge";

type Props = { person: Customer; section: SectionName; workspace: string };

/** Who this is, and the way back to the list. */
export function CustomerHeading({ person, section, workspace }: Props) {
  const about = [visibleText(person.job_title), visibleText(person.company)].filter((text) => text !== null);
  return (
    <header className="mb-6">
      <Link
        href={`/${workspace}/${section}`}
        className="-ml-1 inline-flex min-h-8 items-center gap-1 rounded-md pr-2 text-sm font-medium text-quiet hover:text-ink"
      >
        <ChevronLeft className="size-4" aria-hidden="true" />
        {sections[section].title}
      </Link>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 dir="auto" className="line-clamp-3 min-w-0 text-2xl font-semibold tracking-tight">
          {customerName(person)}
        </h1>
        <TypeBadge type={person.type} />
      </div>
      {about.length > 0 ? (
        <p className="mt-1 line-clamp-2 text-quiet">
          {about.map((text, index) => (
            <span key={text}>
              {index > 0 ? " · " : ""}
              <bdi>{text}</bdi>
            </span>
          ))}
        </p>
      ) : null}
    </header>
  );
}

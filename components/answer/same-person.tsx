import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Isolated } from "@/components/ui/isolated";
import { TextLink } from "@/components/ui/text-link";
import type { SamePersonRecord } from "@/lib/answer/same-person";
import { customerName } from "@/lib/customers/customer-name";
import { sectionOf, typeNames } from "@/lib/customers/sections";

type Props = {
  workspace: string;
  /** Of the page of the answer. */
  path: string;
  found: { records: SamePersonRecord[]; more: boolean };
  /** The ids of those that the answer adds, as asked for. */
  others: string[];
};

/** Other records with the same email address or telephone number, to add to the answer. A plain form: it works without JavaScript. */
export function SamePerson({ workspace, path, found: { records, more }, others }: Props) {
  const missing = others.filter((other) => !records.some(({ id }) => id === other)).length;
  if (records.length === 0 && missing === 0) return null;
  return (
    <Section id="same-person" title="Other records of this person">
      <p className="mt-1 text-sm text-quiet">
        They have the same email address or telephone number. Add those that are of the same person: the answer names
        each record.
      </p>
      {missing > 0 ? (
        <div className="mt-3">
          <Alert>Records that you added are gone or don’t match any more. The answer is without them.</Alert>
        </div>
      ) : null}
      <form action={path} className="mt-3">
        <ul className="space-y-2 text-sm">
          {records.map((record) => (
            <li key={record.id} className="flex flex-wrap items-center gap-x-2">
              <label className="flex min-h-8 min-w-0 items-center gap-2.5">
                <input
                  type="checkbox"
                  name="with"
                  value={record.id}
                  defaultChecked={others.includes(record.id)}
                  className="size-4 shrink-0 accent-accent"
                />
                <span className="min-w-0 break-words">
                  <Isolated className="font-medium">{customerName(record)}</Isolated>{" "}
                  <span className="text-quiet">
                    {typeNames[record.type].one} · {matchText(record)}
                  </span>
                </span>
              </label>
              <TextLink href={`/${workspace}/${sectionOf(record.type)}/${record.id}`} prefetch={false}>
                Open<span className="sr-only"> {customerName(record)}</span>
              </TextLink>
            </li>
          ))}
        </ul>
        {more ? <p className="mt-2 text-sm text-quiet">There are more. An answer adds at most 50 records.</p> : null}
        {records.length > 0 ? (
          <Button type="submit" className="mt-3">
            Update the answer
          </Button>
        ) : null}
      </form>
    </Section>
  );
}

function matchText({ same_email, same_phone }: SamePersonRecord): string {
  if (same_email && same_phone) return "same email address and telephone number";
  return same_email ? "same email address" : "same telephone number";
}

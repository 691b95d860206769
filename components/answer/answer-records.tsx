import { Card } from "@/components/ui/card";
import { Isolated } from "@/components/ui/isolated";
import { TextLink } from "@/components/ui/text-link";
import { type AnswerState, answerHref } from "@/lib/answer/answer-state";
import { customerName, type Named } from "@/lib/customers/customer-name";
import { typeName } from "@/lib/customers/sections";

type Props = { path: string; state: AnswerState; records: Named[]; shown: string };

/** Which record of an answer with several is shown below. */
export function AnswerRecords({ path, state: { others }, records, shown }: Props) {
  if (records.length < 2) return null;
  return (
    <Card>
      <nav aria-label="Records of the answer">
        <h2 className="text-sm font-semibold">The answer holds {records.length} records. Look at each:</h2>
        <ol className="mt-1 flex list-inside list-decimal flex-wrap gap-x-5 text-sm">
          {records.map((record, n) => (
            <li
              key={record.id}
              className="min-h-8 content-center"
              aria-current={record.id === shown ? "page" : undefined}
            >
              {record.id === shown ? (
                <Isolated className="font-semibold">{customerName(record)}</Isolated>
              ) : (
                <TextLink href={answerHref(path, { others, record: n === 0 ? null : record.id })} prefetch={false}>
                  <Isolated>{customerName(record)}</Isolated>
                </TextLink>
              )}{" "}
              <span className="text-quiet">{typeName(record.type)}</span>
            </li>
          ))}
        </ol>
      </nav>
    </Card>
  );
}

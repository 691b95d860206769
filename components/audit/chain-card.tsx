import { HashText } from "@/components/exports/hash-text";
import { Card } from "@/components/ui/card";
import { VerifyLog } from "./verify-log";

type Props = { workspace: string; head: { seq: number; hash: string } | null };

/** The head of the log's hash chain, why to keep it elsewhere, and the way to check the whole log. */
export function ChainCard({ workspace, head }: Props) {
  return (
    <section aria-labelledby="chain">
      <Card>
        <h2 id="chain" className="scroll-mt-20 text-lg font-semibold">
          Can it be trusted?
        </h2>
        <p className="mt-1 max-w-prose text-sm text-quiet">
          Every entry carries a hash of itself and of the entry before it, so nobody can change, remove or reorder one
          without breaking the chain. Only cutting off the newest entries leaves no trace in the log itself: note the
          head down somewhere else now and then, and you would notice that as well.
        </p>
        {head ? (
          <>
            <h3 className="mt-4 text-sm text-quiet">
              Head: entry <span className="font-medium text-ink">{head.seq.toLocaleString("en")}</span>, hash
            </h3>
            <HashText hash={head.hash} what="head of the chain" />
          </>
        ) : null}
        <VerifyLog workspace={workspace} total={head?.seq ?? 0} />
      </Card>
    </section>
  );
}

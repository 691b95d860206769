import { Buffer } from "node:buffer";
import { Amount } from "@/components/ui/amount";
import { LongText } from "./long-text";

type Props = {
  /** Its beginning, if it is long; null if it is too long for the page. */
  text: string | null;
  /** The length of the whole text. */
  bytes: number | null;
  /** As in LongText. */
  limit?: number;
};

/** A text of which the database may have returned only the beginning; the page then says where the rest is. */
export function CutText({ text, bytes, limit }: Props) {
  if (text === null) return <p className="text-quiet">Too long to show here. The export includes it.</p>;
  if (bytes === null || bytes <= Buffer.byteLength(text)) return <LongText text={text} limit={limit} />;
  return (
    <>
      <LongText text={text} limit={limit} cut />
      <p className="mt-1 text-sm text-quiet">
        The rest isn’t shown here. The export includes all <Amount value={bytes} unit="bytes" />.
      </p>
    </>
  );
}

import { Buffer } from "node:buffer";
import { Amount } from "@/components/ui/amount";

const characters = { one: "character", many: "characters" };

type Props = {
  text: string;
  /** Characters shown at first; up to half as many again are shown without cutting. */
  limit?: number;
  /** Whether it is only the beginning of a longer text. */
  cut?: boolean;
};

/** Text with its line breaks. A long text is cut, with a disclosure that shows all of it. */
export function LongText({ text, limit = 800, cut = false }: Props) {
  if (text.length <= limit * 1.5) return <Paragraph text={text} />;
  return (
    <>
      <div className="has-[+details[open]]:hidden">
        <Paragraph text={`${truncate(text, limit)}…`} />
      </div>
      <details className="group mt-1 flex flex-col">
        <summary className="inline-flex min-h-8 list-none items-center rounded-md text-sm font-medium text-accent-ink hover:underline [&::-webkit-details-marker]:hidden">
          <span className="group-open:hidden">
            {cut ? "Show the first" : "Show all"} <Amount value={text.length} unit={characters} />
          </span>
          <span className="hidden group-open:inline">Show less</span>
        </summary>
        <Paragraph text={text} />
      </details>
    </>
  );
}

function Paragraph({ text }: { text: string }) {
  return (
    <p dir="auto" className="whitespace-pre-wrap">
      {text}
    </p>
  );
}

/** Drops a high surrogate that the cut left without its pair. */
function truncate(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

type CutTextProps = {
  /** Its beginning, if it is long; null if it is too long for the page. */
  text: string | null;
  /** The length of the whole text. */
  bytes: number | null;
  /** As in LongText. */
  limit?: number;
};

/** A text of which the database may have returned only the beginning; the page then says where the rest is. */
export function CutText({ text, bytes, limit }: CutTextProps) {
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

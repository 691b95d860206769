import { count } from "@/lib/format/count";

type Props = { text: string; limit?: number };

/** Text as it was written, line by line. A long one shows its beginning, and all of it when asked. */
export function LongText({ text, limit = 800 }: Props) {
  if (text.length <= limit * 1.5) return <Lines text={text} />;
  return (
    <>
      <div className="has-[+details[open]]:hidden">
        <Lines text={`${beginning(text, limit)}…`} />
      </div>
      <details className="group mt-1 flex flex-col">
        <summary className="inline-flex min-h-8 list-none items-center rounded-md text-sm font-medium text-accent-ink hover:underline [&::-webkit-details-marker]:hidden">
          <span className="group-open:hidden">Show all {count(text.length, "character")}</span>
          <span className="hidden group-open:inline">Show less</span>
        </summary>
        <Lines text={text} />
      </details>
    </>
  );
}

function Lines({ text }: { text: string }) {
  return (
    <p dir="auto" className="whitespace-pre-wrap">
      {text}
    </p>
  );
}

/** Not ending in half an emoji. */
function beginning(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

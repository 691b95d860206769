import { type Outcome, outcomes } from "./export-labels";

/** How a run ended, or that it has not, in a word. */
export function OutcomeBadge({ status }: { status: Outcome }) {
  const { word, look } = outcomes[status];
  return (
    <span className={`inline-block rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${look}`}>
      {word}
    </span>
  );
}

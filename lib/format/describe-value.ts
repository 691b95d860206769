import { capitalized } from "./capitalized.ts";

/** The words of an enum's value: "In progress" for in_progress. */
function valueWords(value: string): string {
  return capitalized(value.replaceAll("_", " "));
}

/**
 * What is known about an enum's value. The enums of a Hydra that adopts exports may have further values (docs/adopting.md), whatever
 * the generated types say: for such a value, what `describeOther` makes of its words.
 */
export function describeValue<T>(
  known: Readonly<Record<string, T>>,
  value: string,
  describeOther: (words: string) => NoInfer<T>,
): T {
  const description = Object.hasOwn(known, value) ? known[value] : undefined;
  return description ?? describeOther(valueWords(value));
}

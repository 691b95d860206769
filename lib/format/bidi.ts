/** Explicit directional formatting characters (UAX #9, 2): embeddings, overrides, isolates, and their ends. */
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/g;

/** Text for places where markup cannot isolate it, such as the title of a page: without characters that reorder what follows. */
export function withoutBidiControls(text: string): string {
  return text.replace(bidiControls, "");
}

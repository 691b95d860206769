/** Explicit directional formatting characters (UAX #9, 2): embeddings, overrides, isolates, and their ends. */
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text for the middle of a sentence and for the title of a page: without characters that reorder what follows. Markup such as <bdi> does
 * not isolate them: an isolate that the text opens is closed by the end of the <bdi>, which then stays open (UAX #9, BD9).
 */
export function withoutBidiControls(text: string): string {
  return text.replace(bidiControls, "");
}

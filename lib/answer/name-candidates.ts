/** Words in a name, at most. */
const maxWords = 4;
/** As many as public.known_names takes, and characters that a request has room for. */
const [maxCandidates, maxLength] = [5000, 60_000];

/**
 * What may be names in texts, for the database to compare with those it knows: runs of up to four words that begin and end with a capital
 * letter, or are of a script without any; then, as far as there is room, runs of two and three other words.
 */
export function nameCandidates(texts: readonly string[]): string[] {
  const capitalized = new Set<string>();
  const others = new Set<string>();
  for (const text of texts) {
    for (const run of text.split(/[^\p{L}\p{M}\p{N}'’. -]+/u)) {
      const words = run.split(" ").flatMap((word) => word.replace(/^['’.-]+|['’.-]+$/g, "") || []);
      for (let start = 0; start < words.length; start++) {
        for (let length = 1; length <= maxWords && start + length <= words.length; length++) {
          const candidate = words.slice(start, start + length).join(" ");
          const isCapitalized = isCapital(words[start]) && isCapital(words[start + length - 1]);
          if (isCapitalized) capitalized.add(candidate);
          else if (length === 2 || length === 3) others.add(candidate);
        }
      }
    }
  }
  const candidates: string[] = [];
  let room = maxLength;
  for (const candidate of [...capitalized, ...others]) {
    room -= candidate.length + 3;
    if (room < 0 || candidates.length === maxCandidates) break;
    if (candidate.length <= 100) candidates.push(candidate);
  }
  return candidates;
}

function isCapital(word = ""): boolean {
  return /^\p{L}/u.test(word) && !/^\p{Ll}/u.test(word);
}

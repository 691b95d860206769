/** A text in the form that values are searched in, and where each of its characters stands in the original. */
export type NormalizedText = {
  text: string;
  /** Of the original, by index of the normalized text: where its character begins and ends. */
  start(index: number): number;
  end(index: number): number;
};

const plainAscii = /^[\x20-\x25\x27-\x5b\x5d-\x7e\n]*$/;
const unit =
  /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|commat|period|plus|lpar|rpar|nbsp|hyphen|sol|num|szlig|[a-z](?:acute|grave|circ|uml|tilde|ring|cedil|caron)));|\\u([0-9a-f]{4})|((?:%[0-9a-f]{2})+)|[\s\S]\p{M}*/giu;
const named: Record<string, string> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", commat: "@", period: ".", plus: "+" },
  szlig: "ß",
  ...{ lpar: "(", rpar: ")", nbsp: " ", hyphen: "-", sol: "/", num: "#" },
};

/** Combining characters of entities such as &eacute;. */
const accents: Record<string, string> = {
  ...{ acute: "\u0301", grave: "\u0300", circ: "\u0302", uml: "\u0308", tilde: "\u0303" },
  ...{ ring: "\u030a", cedil: "\u0327", caron: "\u030c" },
};

/**
 * Brings a text into one form: compatible characters (NFKC), lower case, one kind of space and hyphen, without what is not visible, and
 * with HTML entities, \u escapes and percent signs decoded. So a value is found however it is written.
 */
export function normalizeText(original: string): NormalizedText {
  return normalize(original, normalizeUnit);
}

/** The same, also without the marks of letters: for names. */
export function foldText(original: string): NormalizedText {
  return normalize(original, (match) => normalizeUnit(match).normalize("NFD").replace(/\p{M}/gu, ""));
}

function normalize(original: string, toText: (match: RegExpExecArray) => string): NormalizedText {
  if (plainAscii.test(original) && !original.includes("%")) {
    const text = original.toLowerCase().replace(/\n/g, " ");
    return { text, start: (index) => index, end: (index) => index + 1 };
  }
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of original.matchAll(unit)) {
    const end = match.index + match[0].length;
    for (const character of toText(match)) {
      text += character;
      for (let n = 0; n < character.length; n++) {
        starts.push(match.index);
        ends.push(end);
      }
    }
  }
  return { text, start: (index) => starts[index] ?? original.length, end: (index) => ends[index] ?? original.length };
}

function normalizeUnit([whole, hex, decimal, name, unicode, percents]: RegExpExecArray): string {
  return decodeUnit(whole ?? "", { hex: hex ?? unicode, decimal, name, percents })
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/\s/gu, " ")
    .replace(/\p{Pd}/gu, "-");
}

type Code = Record<"hex" | "decimal" | "name" | "percents", string | undefined>;

function decodeUnit(whole: string, { hex, decimal, name, percents }: Code): string {
  if (name) return named[name.toLowerCase()] ?? `${name[0]}${accents[name.slice(1).toLowerCase()]}`;
  if (percents) return Buffer.from(percents.replaceAll("%", ""), "hex").toString();
  const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : Number.NaN;
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

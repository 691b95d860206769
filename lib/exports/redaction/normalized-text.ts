/** A text in the form that values are searched in, and where each of its characters stands in the original. */
export type NormalizedText = {
  text: string;
  /** Of the original, by index of the normalized text: where its character begins and ends. */
  start(index: number): number;
  end(index: number): number;
};

const plainAscii = /^[\x20-\x7e\n]*$/;
const mayBeEncoded = /[&%\\=]/;
/** Plain characters come in runs: most texts are of these. */
const character = /([\x20-\x7e]+(?!\p{M}))|[\s\S]\p{M}*/gu;
/** A character that is written as an HTML entity, an escape of JSON or JavaScript, percent-encoded or quoted-printable; or any other. */
const encoded =
  /([ !"#$'-<>-[\]-~]+(?!\p{M}))|&(?:amp;)*(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|commat|period|plus|lpar|rpar|nbsp|hyphen|sol|num|szlig|[a-z](?:acute|grave|circ|uml|tilde|ring|cedil|caron)));|\\+(?:u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|x([0-9a-f]{2}))|((?:%[0-9a-f]{2})+|(?:=[89a-f][0-9a-f])+)|[\s\S]\p{M}*/giu;
const named: Record<string, string> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", commat: "@", period: ".", plus: "+" },
  ...{ lpar: "(", rpar: ")", nbsp: " ", hyphen: "-", sol: "/", num: "#", szlig: "ß" },
};

/** Combining characters of entities such as &eacute;. */
const accents: Record<string, string> = {
  ...{ acute: "\u0301", grave: "\u0300", circ: "\u0302", uml: "\u0308", tilde: "\u0303" },
  ...{ ring: "\u030a", cedil: "\u0327", caron: "\u030c" },
};

type ToForm = (text: string) => string;

/**
 * Brings a text into one form: compatible characters (NFKC) with their marks apart, case folded, one kind of space and hyphen, without
 * what is not visible. So a value is found however it is written.
 */
export function normalizeText(original: string): NormalizedText {
  return normalize(original, character, normalForm);
}

/** The same, also without the marks of letters: for names. */
export function foldText(original: string): NormalizedText {
  return normalize(original, character, foldedForm);
}

/** A text in the form of normalizeText as it is and, if that may be something else, with what is encoded in it decoded. */
export function normalizedForms(original: string): NormalizedText[] {
  return bothForms(original, normalForm);
}

/** The same in the form of foldText. */
export function foldedForms(original: string): NormalizedText[] {
  return bothForms(original, foldedForm);
}

function bothForms(original: string, toForm: ToForm): NormalizedText[] {
  const asWritten = normalize(original, character, toForm);
  return mayBeEncoded.test(original) ? [asWritten, normalize(original, encoded, toForm)] : [asWritten];
}

function normalize(original: string, unit: RegExp, toForm: ToForm): NormalizedText {
  if (plainAscii.test(original) && unit === character) {
    const text = original.toLowerCase().replace(/\n/g, " ");
    return { text, start: (index) => index, end: (index) => index + 1 };
  }
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of original.matchAll(unit)) {
    const { index } = match;
    const end = index + match[0].length;
    if (match[1]) {
      text += match[1].toLowerCase();
      for (let at = index; at < end; at++) {
        starts.push(at);
        ends.push(at + 1);
      }
      continue;
    }
    const form = toForm(match.length > 2 ? decode(match) : match[0]);
    text += form;
    for (let n = 0; n < form.length; n++) {
      starts.push(index);
      ends.push(end);
    }
  }
  return { text, start: (index) => starts[index] ?? original.length, end: (index) => ends[index] ?? original.length };
}

const normalForm = remembered((text) =>
  text
    .normalize("NFKC")
    // By way of capitals: ß is SS there, and ς is Σ.
    .toUpperCase()
    .toLowerCase()
    // A letter and its mark may be written one by one, such as e&#769;. Syllables of Hangul stay whole.
    .normalize("NFD")
    .replace(/[\u1100-\u11ff]+/g, (jamo) => jamo.normalize("NFC"))
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/\s/gu, " ")
    .replace(/\p{Pd}/gu, "-"),
);
const foldedForm = remembered((text) => normalForm(text).replace(/\p{M}/gu, ""));

/** Remembers the forms of characters: a text has few different ones. */
function remembered(toForm: ToForm): ToForm {
  const known = new Map<string, string>();
  return (text) => {
    let form = known.get(text);
    if (form === undefined) {
      form = toForm(text);
      if (text.length <= 4 && known.size < 10_000) known.set(text, form);
    }
    return form;
  };
}

function decode([whole, _run, hex, decimal, name, unicode, point, byte, bytes]: RegExpExecArray): string {
  if (name) return named[name.toLowerCase()] ?? `${name[0]}${accents[name.slice(1).toLowerCase()]}`;
  if (bytes) return decodeBytes(bytes);
  const digits = hex ?? unicode ?? point ?? byte;
  const code = digits ? Number.parseInt(digits, 16) : decimal ? Number(decimal) : Number.NaN;
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** Percent-encoded or quoted-printable bytes; as they are written if they are not UTF-8. */
function decodeBytes(bytes: string): string {
  const decoded = Buffer.from(bytes.replace(/[%=]/g, ""), "hex").toString();
  return decoded.includes("\ufffd") ? bytes : decoded;
}

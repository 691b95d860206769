/*
 * A font in which every character is the same box, so that a picture of a page does not depend on the fonts of the machine. In the
 * TrueType format: https://learn.microsoft.com/typography/opentype/spec/otff
 */

const unitsPerEm = 1000;
const [ascent, descent, advance] = [900, -250, 550];
const box = { left: 50, bottom: 0, right: 500, top: 550 };

/** The glyphs. The first stands for missing characters, which browsers take from another font. */
const glyphCount = 3;
const boxGlyph = 1;
const spaceGlyph = 2;

const int16 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeInt16BE((value << 16) >> 16, index * 2);
  return bytes;
};
const uint32 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
};

/** One contour of four points on the curve, whose coordinates are 16-bit differences. */
function boxOutline(): Buffer {
  const { left, bottom, right, top } = box;
  const header = int16(1, left, bottom, right, top, 3, 0);
  const onCurve = Buffer.from([1, 1, 1, 1]);
  const x = int16(left, 0, right - left, 0);
  const y = int16(bottom, top - bottom, 0, bottom - top);
  return Buffer.concat([header, onCurve, x, y, Buffer.alloc(2)]);
}

/** Format 13 of the character map: many characters to one glyph. */
function characterMap(): Buffer {
  const groups = [
    [0x21, 0x9f, boxGlyph],
    [0x20, 0x20, spaceGlyph],
    [0xa0, 0xa0, spaceGlyph],
    [0xa1, 0x10ffff, boxGlyph],
  ].sort(([a = 0], [b = 0]) => a - b);
  const header = Buffer.concat([int16(0, 1, 3, 10), uint32(12), int16(13, 0)]);
  return Buffer.concat([header, uint32(16 + groups.length * 12, 0, groups.length, ...groups.flat())]);
}

function names(family: string): Buffer {
  const texts = [family, "Regular", family, family, "1.0", family];
  const encoded = texts.map((text) => Buffer.from(text, "utf16le").swap16());
  let offset = 0;
  const records = encoded.map((text, id) => {
    const record = int16(3, 1, 0x409, id + 1, text.length, offset);
    offset += text.length;
    return record;
  });
  return Buffer.concat([int16(0, texts.length, 6 + texts.length * 12), ...records, ...encoded]);
}

function tables(family: string): [tag: string, content: Buffer][] {
  const glyph = boxOutline();
  const { left, bottom, right, top } = box;
  return [
    [
      "OS/2",
      Buffer.concat([
        int16(4, advance, 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 260, 0),
        Buffer.alloc(10),
        uint32(0, 0, 0, 0),
        Buffer.from("NONE"),
        int16(0x40, 0x20, 0xffff, ascent, descent, 0, ascent, -descent),
        uint32(1, 0),
        int16(top, top, 0, 0x20, 0),
      ]),
    ],
    ["cmap", characterMap()],
    ["glyf", glyph],
    [
      "head",
      Buffer.concat([
        uint32(0x10000, 0x10000, 0, 0x5f0f3cf5),
        int16(0b1011, unitsPerEm),
        Buffer.alloc(16),
        int16(left, bottom, right, top, 0, 8, 2, 1, 0),
      ]),
    ],
    [
      "hhea",
      Buffer.concat([
        uint32(0x10000),
        int16(ascent, descent, 0, advance, left, left, right, 1, 0, 0, 0, 0, 0, 0, 0, glyphCount),
      ]),
    ],
    ["hmtx", int16(advance, 0, advance, left, advance, 0)],
    ["loca", uint32(0, 0, glyph.length, glyph.length)],
    ["maxp", Buffer.concat([uint32(0x10000), int16(glyphCount, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)])],
    ["name", names(family)],
    ["post", uint32(0x30000, 0, 0, 1, 0, 0, 0, 0)],
  ];
}

/** The font as a file in the TrueType format. */
function fontFile(family: string): Buffer {
  const contents = tables(family);
  let offset = 12 + contents.length * 16;
  const records: Buffer[] = [];
  const padded = contents.map(([tag, content]) => {
    records.push(Buffer.from(tag), uint32(0, offset, content.length));
    const padding = Buffer.alloc(-content.length & 3);
    offset += content.length + padding.length;
    return Buffer.concat([content, padding]);
  });
  return Buffer.concat([uint32(0x10000), int16(contents.length, 128, 3, 32), ...records, ...padded]);
}

/** A style sheet that sets all text in boxes, at the same fractions of pixels in every build of Chromium. */
export function boxTextStyles(): string {
  const family = "Boxes";
  const source = `url(data:font/ttf;base64,${fontFile(family).toString("base64")})`;
  return `
    @font-face { font-family: ${family}; src: ${source}; }
    *, ::before, ::after, ::placeholder, ::marker { font-family: ${family} !important; font-synthesis: none !important; text-rendering: geometricPrecision !important; }`;
}

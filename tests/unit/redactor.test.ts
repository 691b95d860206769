import { describe, expect, it } from "vitest";
import { redactJson } from "@/lib/exports/redaction/redact-json";
import { Redactor } from "@/lib/exports/redaction/redactor";
import { TeammateNames } from "@/lib/exports/redaction/teammate-names";

const id = "c0000000-0000-4000-8000-000000000001";
const rule = { id, value: null, record_id: null, reason: "Third party", state: "same" } as const;
const texts = { leftOut: "[left out]", agent: "Agent {number}" };

function leaveOut(...values: string[]): Redactor {
  return new Redactor(
    values.map((value) => ({ ...rule, what: "value", value })),
    null,
    texts,
  );
}

describe("a value that is left out", () => {
  it.each([
    ["José", "jose\u0301 and JOSÉ and Jos&#233; and Jos&#xE9; and Jos&eacute; and Jos%C3%A9 and Jos\\u00e9", 7],
    ["ana@example.com", "ANA@Example.com ana&commat;example.com ana%40example.com ana\u200b@example.com", 4],
    [
      "+351 912 345 678",
      "+351912345678 351-912-345-678 (351) 912.345.678 ＋３５１９１２３４５６７８ 00351 912 345 678",
      5,
    ],
    ["Maria Silva", "Maria  Silva, maria\nsilva, Maria\u00a0Silva", 3],
    ["a.b*c", "a.b*c but not aXb*c", 1],
    ["ﬁne", "fine and ﬁne", 2],
    ["José", "Jose&#769; Jose\\u0301 Jose%CC%81, not Jose, nor José\u0323", 3],
    ["Jose", "Jose, not José nor Jose\u0301", 1],
    ["가", "가, 가, not 각", 2],
    ["Straße", "STRASSE", 1],
    ["José", "Jos\\\\u00e9 Jos\\xe9 Jos\\u{e9} Jos&amp;eacute; Jos&amp;amp;#233; Jos=C3=A9", 6],
    // What looks encoded may be meant as it is written.
    ["cafe", "100%cafe, id=cafe, %63afe", 3],
    ["43ab", "100%43ab", 1],
  ])("%s is found however it is written", (value, text, count) => {
    const redactor = leaveOut(value);
    const redacted = redactor.text("/path", text);
    expect(redacted.split("[left out]")).toHaveLength(count + 1);
    expect(redactor.redactions).toEqual([{ path: "/path", reason: "Third party", count }]);
  });

  it("leaves everything else as it is", () => {
    const text = "A & B &amp; 100% \\u0041 é e\u0301 👩‍👩‍👧 \u0000 ４";
    expect(leaveOut("nothing").text("/path", text)).toBe(text);
    expect(leaveOut("bb").text("/path", `${text}bb${text}`)).toBe(`${text}[left out]${text}`);
  });

  it("is left out whole where two of them overlap", () => {
    expect(leaveOut("Ana Sousa", "Sousa Lima").text("/path", "Ana Sousa Lima!")).toBe("[left out]!");
  });

  it("takes time in proportion to the text", () => {
    const redactor = leaveOut("+351 912 345 678", "ana@example.com");
    const started = performance.now();
    redactor.text("/path", "é1 2 3 4 ".repeat(100_000));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe("a name that is left out", () => {
  const leaveOutName = (value: string) => new Redactor([{ ...rule, what: "name", value }], null, texts);

  it.each([
    ["Tomás Oliveira", "tomas oliveira, Toma\u0301s  OLIVEIRA and Tom&aacute;s Oliveira", 3],
    ["Will", "Will and WILL, but I will, and Willing", 2],
  ])("%s is found as whole words, without regard to case and marks", (name, text, count) => {
    expect(leaveOutName(name).text("/path", text).split("[left out]")).toHaveLength(count + 1);
  });

  it("leaves everything else as it is", () => {
    const text = "I will mark the tomásoliveira, Willing";
    expect(leaveOutName("Will").text("/path", text)).toBe(text);
    expect(leaveOutName("Tomás Oliveira").text("/path", text)).toBe(text);
  });
});

describe("teammates' names", () => {
  const names = new TeammateNames(
    [
      { name: "Priya Nair", email: "priya@acme.test" },
      { name: "Adam Reyes" },
      { name: "Priya Nair" },
      { name: "Ana Lima" },
    ],
    "Ana Sousa",
  );
  const redactor = new Redactor([{ ...rule, what: "teammates" }], names, texts);

  it("become the same number wherever they are named", () => {
    expect(redactor.author("/author", "Priya Nair")).toBe("Agent 3");
    expect(redactor.text("/body", "Regards, Priya (PRIYA NAIR, priya@acme.test)")).toBe(
      "Regards, Agent 3 (Agent 3, Agent 3)",
    );
    expect(redactor.text("/body", "PRÍYA")).toBe("Agent 3");
    expect(redactor.author("/author", "Somebody else")).toBe("Agent 4");
    expect(redactor.author("/author", "somebody  else")).toBe("Agent 4");
  });

  it("are whole words that begin with a capital letter, and not the contact's own", () => {
    const text = "the adam’s apple, Madame, Ana, and nairobi";
    expect(redactor.text("/body", text)).toBe(text);
    expect(redactor.text("/body", "Ana Lima")).toBe("Agent 2");
  });
});

it("JSON keeps all but what is left out: digits, escapes, keys, any depth", () => {
  const redactor = leaveOut("912345678", "José");
  const redact = (json: string) => redactJson(json, (text) => redactor.text("/metadata", text));
  const deep = "[".repeat(10_000) + "]".repeat(10_000);
  const same = `{"a": 12345678901234567890, "b": [1.10, -2e+3, true, null], "c": "\\u0041\\n\\"", "d": ${deep}}`;
  expect(redact(same)).toBe(same);
  expect(JSON.parse(redact('{"Jos\\u00e9": 351912345678, "x": ["é José"]}'))).toEqual({
    "[left out]": "351[left out]",
    x: ["é [left out]"],
  });
});

import { describe, expect, it } from "vitest";
import { KnownNames } from "@/lib/answer/known-names";
import { nameCandidates } from "@/lib/answer/name-candidates";

const names = new KnownNames(
  [
    { kind: "teammate", name: "Will Marković" },
    { kind: "teammate", name: "Ana Lima" },
    { kind: "contact", name: "Tomás Oliveira" },
    { kind: "contact", name: "李雷" },
    { kind: "contact", name: "Bo" },
    { kind: "contact", name: "Ana Sousa" },
    { kind: "teammate", name: "Owner@acme.test" },
  ],
  ["Ana Sousa"],
);
const found = (text: string) => names.find(text).map(({ kind, value }) => `${kind} ${value}`);

describe("a known name in a text is marked", () => {
  it.each([
    ["as a whole, without regard to case, marks and spaces", "tomas  OLIVEIRA called", "contact tomas OLIVEIRA"],
    ["in another normal form", "Toma\u0301s Oliveira called", "contact Toma\u0301s Oliveira"],
    ["with an entity", "Tom&aacute;s Oliveira called", "contact Tom&aacute;s Oliveira"],
    ["by one of its words with a capital letter", "Ask Tomás.", "contact Tomás"],
    ["in a script without capital letters", "请问 李雷 在吗", "contact 李雷"],
    ["of a teammate with a common first name", "Will said so", "teammate Will"],
    ["once", "Tomás, Tomás and TOMÁS", "contact Tomás"],
  ])("%s", (_, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it.each([
    ["a common word without a capital letter", "I will mark it"],
    ["part of another word", "Willing, Remarković, Tomáss"],
    ["the person's own name, and its words", "Ana Sousa, Ana, SOUSA"],
    ["a name of two letters", "Bo"],
    ["a word of an address that stands for a name", "Acme, Owner, Test"],
  ])("but not %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("candidates for names", () => {
  it("are runs of words with capital letters, then other runs of two and three words", () => {
    const candidates = nameCandidates(["Please call Ludwig van Beethoven, or tomás oliveira.", "O'Brien-Smith"]);
    for (const name of ["Ludwig van Beethoven", "tomás oliveira", "O'Brien-Smith", "Ludwig"]) {
      expect(candidates).toContain(name);
    }
    expect(candidates).not.toContain("Beethoven or");
    expect(candidates.indexOf("Ludwig")).toBeLessThan(candidates.indexOf("tomás oliveira"));
  });

  it("are bounded, those with capital letters first", () => {
    const text = Array.from({ length: 50_000 }, (_, n) => `word${n} other`).join(" ");
    const candidates = nameCandidates([text, "Tomás Oliveira"]);
    expect(candidates.length).toBeLessThanOrEqual(5000);
    expect(candidates.join().length).toBeLessThan(60_000);
    expect(candidates).toContain("Tomás Oliveira");
  });
});

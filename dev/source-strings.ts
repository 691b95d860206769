import { parseAst } from "vitest/node";

type Node = { type: string; start: number; [key: string]: unknown };

/** Attributes and calls whose text is never on screen. */
const codeAttributes = new Set([
  "className",
  "href",
  "id",
  "action",
  "rel",
  "d",
  "viewBox",
  "variant",
  "size",
  "narrow",
]);
const codeCalls = new Set(["cn", "cva", "buttonClass", "badgeClass", "require", "rpc", "select", "eq", "order", "or"]);

/** A text of several words, or one word with a capital first letter. */
const isProse = (text: string) =>
  /\p{L}{2}/u.test(text) && (/\p{L}[’',.:]?\s+\S/u.test(text) || /^\p{Lu}[\p{Ll}’]+[.!?…]?$/u.test(text));

/**
 * The texts of a TypeScript file that people may read: text and attributes of elements, labels and messages. Some are names of code that
 * look like prose.
 * @returns each with its line; what a template inserts is "…"
 */
export function sourceStrings(source: string): { line: number; text: string }[] {
  const found: { line: number; text: string }[] = [];
  const add = (node: Node, text: string) => {
    const plain = text.replaceAll(/\s+/g, " ").trim();
    if (isProse(plain)) found.push({ line: source.slice(0, node.start).split("\n").length, text: plain });
  };
  visit(parseAst(source, { lang: "tsx" }) as unknown as Node, add);
  return found;
}

function visit(node: Node, add: (node: Node, text: string) => void): void {
  if (isCode(node)) return;
  if (node.type === "JSXText" || node.type === "Literal") {
    if (typeof node.value === "string") add(node, node.value);
  } else if (node.type === "TemplateLiteral") {
    add(node, (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join("…"));
  }
  for (const child of Object.values(node).flat()) {
    if (typeof child === "object" && child !== null && "type" in child) visit(child as Node, add);
  }
}

function isCode(node: Node): boolean {
  if (
    typeof node.directive === "string" ||
    /^(Import|ExportAll|TS(?!AsExpression|SatisfiesExpression|NonNull))/.test(node.type)
  )
    return true;
  const named = (node.type === "JSXAttribute" ? node.name : node.callee) as {
    name?: string;
    property?: { name?: string };
  };
  if (node.type === "JSXAttribute") return codeAttributes.has(named.name ?? "") || /class/i.test(named.name ?? "");
  if (node.type === "CallExpression") return codeCalls.has(named.name ?? named.property?.name ?? "");
  return node.type === "Property" && /class/i.test((node.key as { name?: string }).name ?? "");
}

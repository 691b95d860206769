import { expect, it } from "vitest";
import { safeRedirect } from "@/lib/auth/safe-redirect";

it.each(["/", "/acme/contacts", "/acme/contacts?q=a%20b&before=x#conversations", "/go//acme"])(
  "sign-in continues at the path %s",
  (next) => {
    expect(safeRedirect(next)).toBe(next);
  },
);

it.each([
  undefined,
  null,
  ["/acme"],
  "",
  "acme",
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/acme\r\nSet-Cookie: a=b",
  "javascript:alert(1)",
  " /acme",
])("sign-in continues at / instead of %j", (next) => {
  expect(safeRedirect(next)).toBe("/");
});

it.each(["//evil.example", "/\\evil.example", "/\t/evil.example"])("a browser resolves %j to another site", (next) => {
  expect(new URL(next, "https://hydra.example").host).toBe("evil.example");
});

import { expect, it } from "vitest";
import { safeRedirect } from "@/lib/auth/safe-redirect";

it.each(["/", "/acme/contacts", "/acme/contacts?q=a%20b&before=x#conversations", "/go//acme"])(
  "sign-in continues at the path %s",
  (next) => {
    expect(safeRedirect(next)).toBe(next);
  },
);

it.each([
  ["/é", "/%C3%A9"],
  ["/acme/contacts?q=é#ü", "/acme/contacts?q=%C3%A9#%C3%BC"],
  ["/acme/😀", "/acme/%F0%9F%98%80"],
  ["/\u202e\ud800", "/%E2%80%AE%EF%BF%BD"],
  ["/acme/../globex", "/globex"],
])("sign-in continues at %j, in a header as %s", (next, location) => {
  expect(safeRedirect(next)).toBe(location);
  expect(() => new Headers({ location })).not.toThrow();
});

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
  "/.//host",
  "/..//host",
  "/a/..//host",
  "/%2e//host",
  "/%2e%2e//host",
  "/./\t/host",
  "/%E0%A4%A",
  "/%",
  "/acme/%FF",
  "/api/exports",
  "/%2e/api/exports/1/file",
  "/_next/static/x.js",
  "/login",
  "/login?next=/login",
  `/acme?q=${"a".repeat(2000)}`,
])("sign-in continues at / instead of %j", (next) => {
  expect(safeRedirect(next)).toBe("/");
});

it.each(["//evil.example", "/\\evil.example", "/\t/evil.example"])("a browser resolves %j to another site", (next) => {
  expect(new URL(next, "https://hydra.example").host).toBe("evil.example");
});

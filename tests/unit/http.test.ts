import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { fileName } from "@/lib/exports/download/file-name";
import { clientAddress } from "@/lib/http/client-address";
import { errorPage } from "@/lib/http/error-page";
import { assertSameOrigin } from "@/lib/http/same-origin";

describe("a file name", () => {
  const contactsExport = {
    slug: "acme",
    kind: "contacts",
    format: "csv-excel",
    targetId: null,
    startedAt: "2026-11-23T23:30:00-05:00",
  } as const;
  it("fileName has the workspace, the kind and the UTC date", () => {
    expect(fileName(contactsExport)).toBe("acme-contacts-2026-11-24.csv");
  });
  it("fileName of a single contact has the start of its id", () => {
    const targetId = "0d9f5f0e-1111-4222-8333-944445555666";
    expect(fileName({ ...contactsExport, kind: "contact", format: "json", targetId })).toBe(
      "acme-contact-0d9f5f0e-2026-11-24.json",
    );
  });
});

describe("assertSameOrigin", () => {
  const isAllowed = (headers: Record<string, string>) => {
    try {
      assertSameOrigin(new Request("http://hydra.test/", { headers: { host: "hydra.test", ...headers } }));
      return true;
    } catch {
      return false;
    }
  };
  it.each([
    [{}, true],
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "none" }, true],
    [{ "sec-fetch-site": "cross-site" }, false],
    [{ "sec-fetch-site": "same-site" }, false],
    [{ origin: "http://hydra.test" }, true],
    [{ origin: "https://evil.example" }, false],
    [{ origin: "null" }, false],
  ])("a request with %j is same-origin: %s", (headers, expected) => {
    expect(isAllowed(headers as Record<string, string>)).toBe(expected);
  });
});

it.each([
  ["9.9.9.9, 2.2.2.2", 0, "2.2.2.2"],
  ["9.9.9.9, 2.2.2.2, 10.0.0.1", 1, "2.2.2.2"],
  ["2001:db8::1", 0, "2001:db8::1"],
  ["10.0.0.1", 1, null],
  ["<script>, 10.0.0.1", 1, null],
  [null, 0, null],
])("clientAddress of %s behind %i proxies: %s", (forwarded, proxies, address) => {
  const headers = new Headers(forwarded === null ? {} : { "x-forwarded-for": forwarded });
  expect(clientAddress(headers, proxies)).toBe(address);
});

it("the error page escapes HTML in an error's message", () => {
  expect(errorPage(new AppError("invalid_request", `<a href="x" id='y'>&</a>`), "1")).toContain(
    '<p class="quiet">&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/a&gt;</p>',
  );
});

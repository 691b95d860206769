import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { fileName } from "@/lib/exports/download/file-name";
import { clientAddress, networkOf } from "@/lib/http/client-address";
import { errorPage } from "@/lib/http/error-page";
import { assertSameOrigin } from "@/lib/http/same-origin";

describe("a file name", () => {
  const contactsExport = {
    slug: "acme",
    kind: "contacts",
    format: "csv",
    compress: null,
    targetId: null,
    scope: {},
    includeNotes: true,
    startedAt: "2026-11-23T23:30:00-05:00",
  } as const;
  it("fileName has the workspace, the kind and the time in UTC", () => {
    expect(fileName(contactsExport)).toBe("acme-contacts-2026-11-24T0430Z.csv");
  });
  it.each([
    ["csv-excel", null, "acme-contacts-excel-2026-11-24T0430Z.csv"],
    ["csv-semicolon", null, "acme-contacts-semicolon-2026-11-24T0430Z.csv"],
    ["csv-exact", "gzip", "acme-contacts-exact-2026-11-24T0430Z.csv.gz"],
    ["json", null, "acme-contacts-2026-11-24T0430Z.json"],
    ["ndjson", "gzip", "acme-contacts-2026-11-24T0430Z.ndjson.gz"],
    ["xlsx", null, "acme-contacts-2026-11-24T0430Z.xlsx"],
  ] as const)("fileName of the format %s, compressed by %s, is %s", (format, compress, name) => {
    expect(fileName({ ...contactsExport, format, compress })).toBe(name);
  });
  it("fileName of a part with contacts of the type contact does not say contacts twice", () => {
    const of = (types: ("lead" | "contact")[]) => fileName({ ...contactsExport, scope: { types } });
    expect(of(["contact"])).toBe("acme-contacts-only-2026-11-24T0430Z.csv");
    expect(of(["lead", "contact"])).toBe("acme-contacts-leads-contacts-2026-11-24T0430Z.csv");
  });
  it("fileName of a single contact has the start of its id", () => {
    const targetId = "0d9f5f0e-1111-4222-8333-944445555666";
    expect(fileName({ ...contactsExport, kind: "contact", format: "json", targetId })).toBe(
      "acme-contact-0d9f5f0e-2026-11-24T0430Z.json",
    );
  });
  it.each(["json", "html"] as const)(
    "fileName of a single contact as %s says that internal notes are left out",
    (format) => {
      const targetId = "0d9f5f0e-1111-4222-8333-944445555666";
      expect(fileName({ ...contactsExport, kind: "contact", format, targetId, includeNotes: false })).toBe(
        `acme-contact-0d9f5f0e-without-notes-2026-11-24T0430Z.${format}`,
      );
    },
  );
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

const addressOf = (name: string, value: string | null, proxies: number, header: "x-forwarded-for" | "forwarded") =>
  clientAddress(new Headers(value === null ? {} : { [name]: value }), {
    TRUSTED_PROXIES: proxies,
    TRUSTED_PROXY_HEADER: header,
  });

it.each([
  ["9.9.9.9, 2.2.2.2", 0, "2.2.2.2"],
  ["9.9.9.9, 2.2.2.2, 10.0.0.1", 1, "2.2.2.2"],
  ["2001:db8::1", 0, "2001:db8::1"],
  ["10.0.0.1", 1, null],
  ["<script>, 10.0.0.1", 1, null],
  [null, 0, null],
  // With ports: Azure Application Gateway, and AWS load balancers that preserve the client's port.
  ["203.0.113.7:51234, 10.0.0.1", 1, "203.0.113.7"],
  ["[2001:db8::1]:443, 10.0.0.1", 1, "2001:db8::1"],
  ["[2001:db8::1], 10.0.0.1", 1, "2001:db8::1"],
  ["2001:DB8:0:0:0:0:0:1, 10.0.0.1", 1, "2001:db8::1"],
  ["203.0.113.7,10.0.0.1", 1, "203.0.113.7"],
  // The peer of a server that listens on IPv6.
  ["::ffff:203.0.113.7", 0, "203.0.113.7"],
  ["::ffff:cb00:7107", 0, "203.0.113.7"],
  ["[::ffff:203.0.113.7]:51234, ::1", 1, "203.0.113.7"],
  ["fe80::1%eth0", 0, "fe80::1"],
  ["unknown, 10.0.0.1", 1, null],
  ["_hidden, 10.0.0.1", 1, null],
  ["1.2, 10.0.0.1", 1, null],
  ["0x7f.1, 10.0.0.1", 1, null],
  ["0177.0.0.1, 10.0.0.1", 1, null],
  ["1.2.3.4:, 10.0.0.1", 1, null],
  ["1.2.3.4:80:80, 10.0.0.1", 1, null],
  ["[1.2.3.4, 10.0.0.1", 1, null],
  ["256.1.1.1, 10.0.0.1", 1, null],
])("clientAddress of X-Forwarded-For %s behind %i proxies: %s", (value, proxies, address) => {
  expect(addressOf("x-forwarded-for", value, proxies, "x-forwarded-for")).toBe(address);
});

it.each([
  // RFC 7239, 4, 6.3 and 7.1.
  ["for=192.0.2.43", 1, "192.0.2.43"],
  ['For="[2001:db8:cafe::17]:4711"', 1, "2001:db8:cafe::17"],
  ["for=192.0.2.60;proto=http;by=203.0.113.43", 1, "192.0.2.60"],
  ["for=192.0.2.43, for=198.51.100.17", 1, "198.51.100.17"],
  ["for=192.0.2.43, for=198.51.100.17", 2, "192.0.2.43"],
  ['for="_gazonk"', 1, null],
  ["for=unknown", 1, null],
  ['for="192.0.2.43:47011"', 1, "192.0.2.43"],
  // An AWS API Gateway; HAProxy.
  ["by=3.1.2.3;for=192.0.2.60;host=abc.execute-api.eu-west-1.amazonaws.com;proto=https", 1, "192.0.2.60"],
  ['proto=https;for="[2001:db8::1]"', 1, "2001:db8::1"],
  // Without the quotes that the RFC asks for.
  ["for=192.0.2.43:47011", 1, "192.0.2.43"],
  ["for=[2001:db8::1]:443", 1, "2001:db8::1"],
  // A client that tries to choose its address.
  ["for=6.6.6.6, for=192.0.2.60", 1, "192.0.2.60"],
  ['for="6.6.6.6, for=192.0.2.60', 1, "192.0.2.60"],
  ['for=192.0.2.60;host="a,for=6.6.6.6"', 1, "192.0.2.60"],
  ['for=192.0.2.60;host="a;for=6.6.6.6"', 1, "192.0.2.60"],
  ['", for=192.0.2.60;host="a,for=6.6.6.6"', 1, "192.0.2.60"],
  ['for=192.0.2.60;host="a\\",for=6.6.6.6"', 1, "192.0.2.60"],
  ["", 1, null],
  [null, 1, null],
])("clientAddress of Forwarded %s behind %i proxies: %s", (value, proxies, address) => {
  expect(addressOf("forwarded", value, proxies, "forwarded")).toBe(address);
});

it("only the header that the proxies write is read, and without proxies the peer counts", () => {
  const headers = new Headers({ forwarded: "for=6.6.6.6", "x-forwarded-for": "7.7.7.7, 10.0.0.1" });
  const read = (TRUSTED_PROXIES: number, TRUSTED_PROXY_HEADER: "x-forwarded-for" | "forwarded") =>
    clientAddress(headers, { TRUSTED_PROXIES, TRUSTED_PROXY_HEADER });
  expect(read(1, "x-forwarded-for")).toBe("7.7.7.7");
  expect(read(1, "forwarded")).toBe("6.6.6.6");
  expect(read(0, "forwarded")).toBe("10.0.0.1");
});

it.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
  ["2001:db8:1:3::1", "2001:db8:1:3::/64"],
  ["::1", "::/64"],
])("sign-in attempts from %s count for %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it("the error page escapes HTML in an error's message", () => {
  expect(errorPage(new AppError("invalid_request", `<a href="x" id='y'>&</a>`), "1")).toContain(
    '<p class="quiet">&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/a&gt;</p>',
  );
});

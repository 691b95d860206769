import type { NextConfig } from "next";
import { filePolicy, fixedHeaders, strictTransport } from "./lib/http/security-headers";

const headerList = (headers: Record<string, string>) => Object.entries(headers).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  experimental: {
    // forbidden() answers a real 403 page.
    authInterrupts: true,
    // Bodies are short forms; more is not held in memory for proxy.ts, nor parsed for an action.
    proxyClientMaxBodySize: "64kb",
    serverActions: { bodySizeLimit: "64kb" },
  },
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked once, by `npm run typecheck`; a server that starts does not need the tests to be right.
  typescript: { ignoreBuildErrors: true },
  // Here and not in proxy.ts, because files never come by there.
  headers: async () => [
    { source: "/:path*", headers: headerList(fixedHeaders) },
    {
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https(,.*)?" }],
      headers: headerList(strictTransport),
    },
    {
      source: "/:file(_next/static/.*|schemas/.*|icon.svg|favicon.ico)",
      headers: headerList({ "Content-Security-Policy": filePolicy }),
    },
  ],
  rewrites: async () => [
    // Short addresses, without the workspace: app/go finds yours.
    { source: "/:page(contacts|leads|settings|team)/:rest*", destination: "/go/:page/:rest*" },
    // Browsers ask for it wherever a page does not name its icon.
    { source: "/favicon.ico", destination: "/icon.svg" },
  ],
};

export default config;

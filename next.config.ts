import type { NextConfig } from "next";
import { filePolicy, fixedHeaders, strictTransport } from "./lib/http/security-headers";

const headerList = (headers: Record<string, string>) => Object.entries(headers).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  experimental: {
    // Enables forbidden(), which responds with a 403 page.
    authInterrupts: true,
    // Request bodies are short forms; this bounds what proxy.ts buffers and what server actions parse.
    proxyClientMaxBodySize: "64kb",
    serverActions: { bodySizeLimit: "64kb" },
  },
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run typecheck` checks types; `npm start` should not depend on the types of the tests.
  typescript: { ignoreBuildErrors: true },
  // Here and not in proxy.ts, which does not run for static files.
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
    // Short addresses without the workspace; app/go redirects to the user's workspace.
    { source: "/:page(contacts|leads|settings|team)/:rest*", destination: "/go/:page/:rest*" },
    // Browsers request it for responses without an icon link, such as the error page.
    { source: "/favicon.ico", destination: "/icon.svg" },
  ],
};

export default config;

import type { NextConfig } from "next";

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // forbidden() answers a real 403 page.
  experimental: { authInterrupts: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked once, by `npm run typecheck`; a server that starts does not need the tests to be right.
  typescript: { ignoreBuildErrors: true },
  rewrites: async () => [
    // Short addresses, without the workspace: app/go finds yours.
    { source: "/:page(contacts|leads|settings|team)/:rest*", destination: "/go/:page/:rest*" },
    // Browsers ask for it wherever a page does not name its icon.
    { source: "/favicon.ico", destination: "/icon.svg" },
  ],
};

export default config;

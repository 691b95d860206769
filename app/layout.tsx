import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
  title: { template: "%s · Hydra", default: "Hydra" },
  description: "Talk with your customers and export your data.",
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f6f8" },
    { media: "(prefers-color-scheme: dark)", color: "#121116" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Renders every page per request: a static page could not carry the nonce of the response (proxy.ts).
  await connection();
  return (
    <html lang="en">
      <body className="font-sans antialiased">{children}</body>
    </html>
  );
}

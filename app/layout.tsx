import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
  title: { template: "%s · Hydra", default: "Hydra" },
  description: "Talk with your customers, and take your data with you.",
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f6f8" },
    { media: "(prefers-color-scheme: dark)", color: "#121116" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is made when it is asked for: one made at build time could not carry the nonce of the answer (proxy.ts).
  await connection();
  return (
    <html lang="en">
      <body className="font-sans antialiased">{children}</body>
    </html>
  );
}

import { createHash } from "node:crypto";
import { html } from "@remix-run/html-template";
import type { AppError, ErrorCode } from "@/lib/errors";
import { apiPolicy } from "./security-headers";

// The logo and colours repeat components/layout/hydra-mark.tsx and app/globals.css, because this page loads nothing.
const logo = html`<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
<rect width="32" height="32" rx="8" class="accent"/>
<g fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round">
<path d="M16 25V9"/><path d="M16 21c-4.5 0-7-2.6-7-6v-2"/><path d="M16 21c4.5 0 7-2.6 7-6v-2"/></g>
<g fill="#fff"><circle cx="16" cy="8" r="2.6"/><circle cx="9" cy="11.5" r="2.6"/><circle cx="23" cy="11.5" r="2.6"/></g>
</svg>`;

const style = `
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body {
  margin: 0; background: light-dark(#f6f6f8, #121116); color: light-dark(#1b1a21, #edecf2); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
main {
  display: flex; flex-direction: column; justify-content: center;
  max-width: 28rem; min-height: 100dvh; margin: 0 auto; padding: 2.5rem 1rem;
}
.name { display: flex; align-items: center; gap: .625rem; margin: 0 0 1.5rem; font-size: 1.125rem; font-weight: 600; }
.accent { fill: light-dark(#6d28d9, #7c3aed); }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.33; font-weight: 600; letter-spacing: -.025em; }
p { margin: .5rem 0 0; }
.quiet { color: light-dark(#5b5966, #a8a5b4); }
a {
  display: inline-flex; align-items: center; min-height: 2.5rem; margin-top: 1rem; padding: .5rem 1rem;
  border: 1px solid light-dark(#87858f, #76737f); border-radius: .5rem; background: light-dark(#fff, #1a1920);
  color: inherit; font-size: .875rem; font-weight: 500; text-decoration: none;
}
a:hover { background: light-dark(#efeef3, #26242e); }
a:focus-visible { outline: 2px solid light-dark(#7c3aed, #b79cff); outline-offset: 2px; }
small { display: block; margin-top: 1.5rem; font-size: .75rem; }
`;

/** Content security policy that allows this page its style sheet and nothing else. */
export const errorPagePolicy = apiPolicy(`sha256-${createHash("sha256").update(style).digest("base64")}`);

const titles: Partial<Record<ErrorCode, string>> = {
  bad_address: "This address isn’t valid",
  not_found: "Page not found",
  unauthenticated: "Sign in to continue",
  unavailable: "Hydra is temporarily unavailable",
};

/** @returns where the page's link leads, and its text */
function linkOf(code: ErrorCode, pagePath: string | undefined): [href: string, text: string] {
  if (code === "unauthenticated") return ["/login", "Sign in"];
  if ((code === "unavailable" || code === "internal") && pagePath) return [pagePath, "Try again"];
  if (code === "bad_address" || pagePath) return ["/", "Go to your workspace"];
  return ["/settings/data-export", "Back to Data export"];
}

/**
 * The HTML page that a browser shows when it opens an API address, such as a download link, and gets an error; also for pages that
 * Next cannot answer (lib/server/empty-errors.ts).
 * @param requestId the reference to give to support; server errors are logged with it
 * @param pagePath the address, with its query, if it is not of the API
 */
export function errorPage(error: AppError, requestId: string, pagePath?: string): string {
  const title = titles[error.code] ?? (pagePath ? "This page couldn’t be loaded" : "Download failed");
  const [href, link] = linkOf(error.code, pagePath);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Hydra</title>
<style>${html.raw`${style}`}</style>
</head>
<body>
<main>
<p class="name">${logo}Hydra</p>
<h1>${title}</h1>
<p class="quiet">${error.message}</p>
<p><a href="${href}">${link}</a></p>
<small class="quiet">Reference: ${requestId}</small>
</main>
</body>
</html>
`.toString();
}

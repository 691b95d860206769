import type { AppError } from "@/lib/errors";
import { escapeHtml } from "./escape-html";

/** A whole page for a person whose browser went to an API address, as downloads do, and met an error there. */
export function errorPage(error: AppError, requestId: string): string {
  const [href, link] =
    error.code === "unauthenticated" ? ["/login", "Sign in"] : ["/settings/data-export", "Back to Data export"];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Download not possible · Hydra</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.25rem; }
a { color: light-dark(#6d28d9, #c4b5fd); }
small { color: light-dark(#52525b, #a1a1aa); }
</style>
</head>
<body>
<main>
<h1>This download was not possible</h1>
<p>${escapeHtml(error.message)}</p>
<p><a href="${href}">${link}</a></p>
<p><small>Reference ${requestId}</small></p>
</main>
</body>
</html>
`;
}

/**
 * Headers of every response (OWASP HTTP Headers Cheat Sheet), set in next.config.ts.
 * Referrer-Policy is not "no-referrer": browsers would then send `Origin: null` with forms, which Next rejects as cross-origin.
 */
export const fixedHeaders: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), display-capture=(), browsing-topics=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** For HTTPS responses only (RFC 6797, 7.2). */
export const strictTransport = { "Strict-Transport-Security": "max-age=31536000" };

type Directives = Record<string, string>;

/** A Content-Security-Policy (CSP level 3) that blocks everything but what the directives allow, frames on other sites included. */
function policy(directives: Directives): string {
  const closed = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
  };
  return Object.entries({ ...closed, ...directives })
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
}

/**
 * The policy of a page: scripts run only with the nonce, or when loaded by such a script.
 * @param nonce random, new for every request
 * @param development for `next dev`: React uses eval there, and the error overlay inline styles
 */
export function pagePolicy(nonce: string, development: boolean): string {
  return policy({
    "script-src": `'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src": `'self'${development ? " 'unsafe-inline'" : ""}`,
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
  });
}

/**
 * The policy of the API: data, downloads and the error page.
 * @param styleHash of the error page's only style element
 */
export function apiPolicy(styleHash: string): string {
  return policy({ "style-src": `'${styleHash}'` });
}

/** The policy of every other response. */
export const closedPolicy = policy({});

/** The policy of static files. A worker runs under the policy of its own script file and loads further scripts. */
export const filePolicy = policy({ "script-src": "'self'" });

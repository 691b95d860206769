/**
 * What every answer says, whatever it is (OWASP HTTP Headers Cheat Sheet); next.config.ts puts it on all of them.
 * Referrer-Policy is not "no-referrer": under that, browsers send `Origin: null` with forms, which Next takes for another site.
 */
export const fixedHeaders: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), display-capture=(), browsing-topics=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** For answers over https only: RFC 6797, 7.2 forbids it elsewhere. */
export const strictTransport = { "Strict-Transport-Security": "max-age=31536000" };

type Sources = Record<string, string>;

/** Nothing that is not named may load, and no other site may show the answer in a frame (CSP level 3). */
function policy(sources: Sources): string {
  const closed = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
  };
  return Object.entries({ ...closed, ...sources })
    .map(([name, allowed]) => `${name} ${allowed}`)
    .join("; ");
}

/**
 * The policy of a page: scripts run with the nonce of this one answer, or when such a script loads them.
 * @param nonce new for every request
 * @param development whether the page comes from `next dev`, whose React uses eval and whose overlay has styles of its own
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

/** The policy of the API: data, downloads, and the page that an error is shown as, which has one style. */
export function apiPolicy(styleHash: string): string {
  return policy({ "style-src": `'${styleHash}'` });
}

/** The policy of whatever has none of its own. */
export const closedPolicy = policy({});

/** The policy of files. A worker obeys the one that its script came with, and loads its parts under it. */
export const filePolicy = policy({ "script-src": "'self'" });

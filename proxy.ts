import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { errorPagePolicy } from "@/lib/http/error-page";
import { pagePolicy } from "@/lib/http/security-headers";
import { clientFromCookies, isHttps } from "@/lib/supabase/session-client";

/**
 * Runs before every page and route. Refreshes expired sessions: only here can the new cookies reach both the browser and the page.
 * Redirects signed-out users from pages to /login, which returns to the page after sign-in.
 * Sets the Content-Security-Policy; Next reads the nonce for its scripts from the request header.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const isApi = pathname.startsWith("/api/");
  const policy = isApi
    ? errorPagePolicy
    : pagePolicy(randomBytes(16).toString("base64"), process.env.NODE_ENV === "development");
  request.headers.set("Content-Security-Policy", policy);
  let response = NextResponse.next({ request });
  const supabase = clientFromCookies(
    {
      getAll: () => request.cookies.getAll(),
      setAll: (cookies, headers) => {
        for (const { name, value } of cookies) request.cookies.set(name, value);
        response = NextResponse.next({ request });
        for (const { name, value, options } of cookies) response.cookies.set(name, value, options);
        for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value);
      },
    },
    isHttps(request.headers),
  );
  // Refreshes an expired session but does not verify it; every page and route verifies.
  const { data, error } = await supabase.auth.getSession();
  // If the auth server is down the session may be valid: let the page show the error.
  const signedOut = !data.session && !(error && error.name === "AuthRetryableFetchError");
  // A 307 would repost a form, such as "Sign out", to /login; server actions handle a missing session themselves.
  const isNavigation = request.method === "GET" || request.method === "HEAD";
  if (signedOut && isNavigation && pathname !== "/login" && !isApi) {
    const login = new URL("/login", request.url);
    if (pathname !== "/") login.searchParams.set("next", pathname + search);
    const redirect = NextResponse.redirect(login);
    for (const cookie of response.cookies.getAll()) redirect.cookies.set(cookie);
    response = redirect;
  }
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

export const config = {
  matcher: ["/((?!_next/static/|favicon.ico|icon.svg|schemas/|.well-known/hydra-export-keys.json).*)"],
};

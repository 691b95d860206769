import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { errorPagePolicy } from "@/lib/http/error-page";
import { pagePolicy } from "@/lib/http/security-headers";
import { clientFromCookies, isHttps } from "@/lib/supabase/session-client";

/**
 * Runs before every page and route: the one place where a session is refreshed, because only here can the new cookies reach
 * both the browser and the page. Signed-out visits to a page go to sign-in and come back afterwards.
 * Answers get their Content-Security-Policy here; Next takes the nonce for its scripts from the header of the request.
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
      setAll: (changed, headers) => {
        for (const { name, value } of changed) request.cookies.set(name, value);
        response = NextResponse.next({ request });
        for (const { name, value, options } of changed) response.cookies.set(name, value, options);
        for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value);
      },
    },
    isHttps(request.headers),
  );
  // Read, and refreshed where it has run out, but not verified: that is for the pages and routes, which all ask for themselves.
  const { data, error } = await supabase.auth.getSession();
  // When the auth server is down nobody is signed out: the page says so itself.
  const signedOut = !data.session && !(error && error.name === "AuthRetryableFetchError");
  // A form sent after the session ended, such as "Sign out", is answered by its own action: a 307 would send it to the wrong page.
  const visit = request.method === "GET" || request.method === "HEAD";
  if (signedOut && visit && pathname !== "/login" && !isApi) {
    const login = new URL("/login", request.url);
    if (pathname !== "/") login.searchParams.set("next", pathname + search);
    const redirect = NextResponse.redirect(login);
    for (const cookie of response.cookies.getAll()) redirect.cookies.set(cookie);
    response = redirect;
  }
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

export const config = { matcher: ["/((?!_next/static/|favicon.ico|icon.svg|schemas/).*)"] };

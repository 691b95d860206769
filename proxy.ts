import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { safeRedirect } from "@/lib/auth/safe-redirect";
import { AppError } from "@/lib/errors";
import { errorPagePolicy } from "@/lib/http/error-page";
import { pagePolicy } from "@/lib/http/security-headers";
import { errorResponse } from "@/lib/http/with-error-handling";
import { clientFromCookies, isHttps } from "@/lib/supabase/session-client";

/** The limit of next.config.ts for what this file and server actions read. */
const maxFormBytes = 64 * 1024;

/**
 * Runs before every page and route. Refreshes expired sessions: only here can the new cookies reach both the browser and the page.
 * Redirects signed-out users from pages to /login, which returns to the page after sign-in.
 * Sets the Content-Security-Policy; Next reads the nonce for its scripts from the request header.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  const isApi = pathname.startsWith("/api/");
  const badForm = isApi ? undefined : await formError(request);
  if (badForm) return errorResponse(badForm, request, safeRedirect(pathname + search));
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
  const signedOut =
    typeof data.session?.access_token !== "string" && !(error && error.name === "AuthRetryableFetchError");
  // A 307 would repost a form, such as "Sign out", to /login; server actions handle a missing session themselves.
  const isNavigation = request.method === "GET" || request.method === "HEAD";
  if (signedOut && isNavigation && pathname !== "/login" && !isApi) {
    const login = new URL("/login", request.url);
    const next = safeRedirect(pathname + search);
    if (next !== "/") login.searchParams.set("next", next);
    const redirect = NextResponse.redirect(login);
    for (const cookie of response.cookies.getAll()) redirect.cookies.set(cookie);
    response = redirect;
  }
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

/** Next answers a page's form that it cannot parse with a 500. */
async function formError(request: NextRequest): Promise<AppError | undefined> {
  if (!request.headers.get("content-type")?.startsWith("multipart/form-data")) return;
  try {
    await request.clone().formData();
  } catch (cause) {
    // What is longer was cut off there.
    const isTooLarge = Number(request.headers.get("content-length")) > maxFormBytes;
    return new AppError(isTooLarge ? "too_large" : "invalid_request", undefined, { cause });
  }
}

export const config = {
  matcher: ["/((?!_next/static/|favicon.ico|icon.svg|schemas/|.well-known/hydra-export-keys.json).*)"],
};

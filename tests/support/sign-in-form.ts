import { stack } from "./stack";

/**
 * Sends the sign-in form as a browser without JavaScript does.
 * @param appUrl another server of the app, or a proxy in front of one
 * @returns the redirect and its cookies, or the error message on the page
 */
export async function sendSignInForm(
  email: string,
  password: string,
  headers: Record<string, string> = {},
  appUrl = stack.appUrl,
  path = "/login",
): Promise<{ status: number; location: string | null; error: string | null; cookies: string[] }> {
  const page = await (await fetch(appUrl + path)).text();
  const form = new FormData();
  for (const [input] of page.matchAll(/<input type="hidden"[^>]*>/g)) {
    const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1]?.replaceAll("&quot;", '"') ?? "";
    form.append(value("name"), value("value"));
  }
  form.append("email", email);
  form.append("password", password);
  const response = await fetch(`${appUrl}/login`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { origin: appUrl, ...headers },
  });
  const error = /role="alert".*?<div[^>]*>(.*?)<\/div>/s.exec(await response.text());
  return {
    status: response.status,
    location: response.headers.get("location"),
    error: error?.[1] ?? null,
    cookies: response.headers.getSetCookie(),
  };
}

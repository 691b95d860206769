import { stack } from "./stack";

/**
 * Sends the sign-in form as a browser without JavaScript does.
 * @returns where it led and with which cookies, or what the page says instead
 */
export async function sendSignInForm(
  email: string,
  password: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; location: string | null; problem: string | null; cookies: string[] }> {
  const page = await (await fetch(`${stack.appUrl}/login`)).text();
  const form = new FormData();
  for (const [input] of page.matchAll(/<input type="hidden"[^>]*>/g)) {
    const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1]?.replaceAll("&quot;", '"') ?? "";
    form.append(value("name"), value("value"));
  }
  form.append("email", email);
  form.append("password", password);
  const answer = await fetch(`${stack.appUrl}/login`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { origin: stack.appUrl, ...headers },
  });
  const problem = /role="alert".*?<div[^>]*>(.*?)<\/div>/s.exec(await answer.text());
  return {
    status: answer.status,
    location: answer.headers.get("location"),
    problem: problem?.[1] ?? null,
    cookies: answer.headers.getSetCookie(),
  };
}

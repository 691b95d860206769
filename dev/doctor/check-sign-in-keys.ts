import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import type { Session } from "./check-sign-in.ts";
import { type Finding, failed, ok } from "./finding.ts";
import { describeAnswer, type Project } from "./project.ts";

/** How access tokens are signed, and whether the app can verify them by the project's public keys. */
export async function checkSignInKeys(project: Project, { accessToken }: Session): Promise<Finding> {
  const { alg = "" } = decodeProtectedHeader(accessToken);
  if (alg.startsWith("HS")) return ok(`${alg}, a shared secret: each page asks Auth whether its token is valid`);
  const answer = await project.call("/auth/v1/.well-known/jwks.json");
  const hint = "The app verifies sessions with the keys at /auth/v1/.well-known/jwks.json: let them through.";
  if (answer.status !== 200) return failed(`the public keys answer ${describeAnswer(answer)}`, hint);
  try {
    await jwtVerify(accessToken, createLocalJWKSet(answer.json as JSONWebKeySet), { clockTolerance: "1 day" });
  } catch {
    return failed(`the public keys do not verify a new session (${alg})`, hint);
  }
  return ok(`${alg}, verified by the project's public keys`);
}

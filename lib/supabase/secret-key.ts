/**
 * Whether a key of Supabase opens everything: a secret key, or the service role's of a project that still has JWTs for keys.
 * The app has no use for one, and row-level security, which walls the workspaces off, does not hold against it.
 */
export function isSecretKey(key: string): boolean {
  if (key.startsWith("sb_secret_")) return true;
  const payload = Buffer.from(key.split(".")[1] ?? "", "base64url").toString();
  return /"role"\s*:\s*"service_role"/.test(payload);
}

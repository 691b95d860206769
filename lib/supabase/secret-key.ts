/**
 * Whether a Supabase key is a secret key, or the service_role JWT of a project with legacy keys. Both bypass row-level security,
 * which isolates the workspaces; the app never needs one.
 */
export function isSecretKey(key: string): boolean {
  if (key.startsWith("sb_secret_")) return true;
  const payload = Buffer.from(key.split(".")[1] ?? "", "base64url").toString();
  return /"role"\s*:\s*"service_role"/.test(payload);
}

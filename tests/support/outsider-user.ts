import { sql } from "./stack";

/**
 * Creates an account that is in no workspace, with the demo password.
 * @returns its email
 */
export async function makeOutsiderUser(): Promise<string> {
  const id = crypto.randomUUID();
  const email = `outsider-${id}@hydra.test`;
  await sql.begin(async (tx) => {
    await tx`
      insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
        raw_user_meta_data, created_at, updated_at, confirmation_token, recovery_token, email_change,
        email_change_token_new)
      select ${id}, aud, role, ${email}, encrypted_password, now(), raw_app_meta_data,
        raw_user_meta_data, now(), now(), '', '', '', ''
      from auth.users where email = 'owner@acme.test'`;
    await tx`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data, created_at, updated_at)
      values (gen_random_uuid(), 'email', ${id}, ${id}, ${tx.json({ sub: id, email })}, now(), now())`;
  });
  return email;
}

/** Characters that are not mistaken for each other when they are read or dictated. */
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
const [groups, groupLength] = [5, 4];

/** A package's password: five groups of four characters, 100 bits. */
export const passwordPattern = new RegExp(`^[${alphabet}]{4}(-[${alphabet}]{4}){4}$`);

/** Makes a password with the browser's or the server's random generator. */
export function makePassword(): string {
  // The alphabet has 32 characters, so that each is as likely.
  const random = crypto.getRandomValues(new Uint8Array(groups * groupLength));
  const characters = Array.from(random, (byte) => alphabet[byte % alphabet.length]).join("");
  return (characters.match(/.{4}/g) ?? []).join("-");
}

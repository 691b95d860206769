// Without imports: the environment is checked in bundles that have no node:crypto.
// In these encodings (RFC 8410) all but the key's 32 bytes is fixed, so that a pattern checks a key completely.

/** An Ed25519 private key: PKCS #8, DER, base64. */
export const privateKeyPattern = /^MC4CAQAwBQYDK2VwBCIEI[A-P][A-Za-z0-9+/]{42}$/;

/** An Ed25519 public key: SubjectPublicKeyInfo, DER, base64. */
export const publicKeyPattern = /^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$/;

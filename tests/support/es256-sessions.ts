import { decodeJwt, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from "jose";
import type { GatewayRule } from "./gateway";

type Keys = { privateKey: CryptoKey; publicKey: CryptoKey; jwk: JWK; kid: string };

async function makeKeys(kid: string): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  return { privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" }, kid };
}

/**
 * Signs sessions as a project with asymmetric keys does (ES256, public keys as JWKS). The stack behind it knows shared secrets only, so
 * its tokens are exchanged on the way out and back.
 */
export class Es256Sessions {
  /** How often the public keys were asked for. */
  keyRequests = 0;
  /** How often Auth was asked about a user. */
  userRequests = 0;
  /** What is answered instead of the public keys, when set. */
  keysAnswer: number | undefined;
  #keys!: Keys;
  readonly #original = new Map<string, string>();

  /** Makes the first key, or a new one in its place; only the newest is published. */
  async rotate(): Promise<void> {
    this.#keys = await makeKeys(crypto.randomUUID());
  }

  /** A token with the claims of another, signed as the options say. */
  async resign(
    token: string,
    options: { alg?: string; kid?: string; seconds?: number; key?: CryptoKey } = {},
  ): Promise<string> {
    const claims = decodeJwt(token);
    if (options.seconds !== undefined) claims.exp = Math.floor(Date.now() / 1000) + options.seconds;
    const header = { alg: options.alg ?? "ES256", kid: options.kid ?? this.#keys.kid, typ: "JWT" };
    return new SignJWT(claims).setProtectedHeader(header).sign(options.key ?? this.#keys.privateKey);
  }

  readonly rule: GatewayRule = async ({ request, forward, reply }) => {
    const { url = "", headers } = request;
    if (url.startsWith("/auth/v1/.well-known/jwks.json")) {
      this.keyRequests++;
      const body = Buffer.from(JSON.stringify({ keys: [this.#keys.jwk] }));
      return reply({ status: this.keysAnswer ?? 200, headers: { "content-type": "application/json" }, body });
    }
    if (url.startsWith("/auth/v1/user")) this.userRequests++;
    const token = /^Bearer (.*\..*\..*)$/.exec(headers.authorization ?? "")?.[1];
    if (token) headers.authorization = `Bearer ${await this.#originalOf(token)}`;
    const response = await forward();
    if (url.startsWith("/auth/v1/token") && response.status === 200) {
      const session = JSON.parse(response.body.toString());
      const signed = await this.resign(session.access_token);
      this.#original.set(signed, session.access_token);
      response.body = Buffer.from(JSON.stringify({ ...session, access_token: signed }));
    }
    reply(response);
  };

  /** The stack's token for one of ours; one that is not of us is passed on, and refused there. */
  async #originalOf(token: string): Promise<string> {
    try {
      await jwtVerify(token, this.#keys.publicKey);
      return this.#original.get(token) ?? token;
    } catch {
      return "invalid.invalid.invalid";
    }
  }
}

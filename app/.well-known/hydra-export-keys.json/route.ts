import { publishedKeys } from "@/lib/receipts/server-keys";

/** The public keys that receipts are verified with, as a JWK Set (RFC 7517); for everybody, without an account. */
export async function GET(): Promise<Response> {
  return Response.json(await publishedKeys(), { headers: { "Cache-Control": "public, max-age=3600" } });
}

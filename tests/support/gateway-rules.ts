import { gzipSync } from "node:zlib";
import { changeResponse, type GatewayRule } from "./gateway";

/** Compresses every response: for clients that accept gzip, or (RFC 9110, 12.5.3) for all that do not ask for another encoding. */
export function compress(whom: "who accepts it" | "who does not refuse it"): GatewayRule {
  return async ({ request, forward, reply }) => {
    const accepted = request.headers["accept-encoding"];
    const { status, headers, body } = await forward();
    const mayCompress = accepted === undefined ? whom === "who does not refuse it" : String(accepted).includes("gzip");
    if (!mayCompress || body.length === 0) return reply({ status, headers, body });
    reply({ status, headers: { ...headers, "content-encoding": "gzip" }, body: gzipSync(body) });
  };
}

/** Closes each connection after its response, without having said so: the client finds out when it sends the next request. */
export const closeAfterResponse: GatewayRule = async ({ forward, reply, response }) => {
  response.once("finish", () => setImmediate(() => response.socket?.destroy()));
  reply(await forward());
};

/** Answers with a page of its own, as gateways do when the API behind them is away or a request is too large for them. */
export function errorPage(status: number): GatewayRule {
  return ({ reply }) =>
    reply({
      status,
      headers: { "content-type": "text/html" },
      body: Buffer.from(`<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`),
    });
}

const publicJson = (status: number, value: unknown) => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: Buffer.from(JSON.stringify(value)),
});

/**
 * Answers as PostgREST 14 does where Supabase Lite differs: times as Postgres's JSON prints them, other white space in JSON, other
 * errors for text that Postgres cannot store, and for a token that is none.
 */
export const answerAsPostgrest: GatewayRule = async (exchange) => {
  const { request, body, reply } = exchange;
  if (!request.url?.startsWith("/rest/v1/")) return reply(await exchange.forward());
  const text = body.toString();
  // In JSON, a NUL is an escape that jsonb and text refuse, and a lone surrogate is no valid JSON to PostgREST's parser.
  if (/\\u0000/.test(text)) {
    const details = "\\u0000 cannot be converted to text.";
    return reply(
      publicJson(400, { code: "22P05", details, hint: null, message: "unsupported Unicode escape sequence" }),
    );
  }
  if (/\\u[dD][89abAB]\w\w(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]\w\w)\\u[dD][c-fC-F]\w\w/.test(text))
    return reply(publicJson(400, { code: "PGRST102", details: null, hint: null, message: "Empty or invalid json" }));
  const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  if (!token.startsWith("sb_") && token.split(".").length !== 3) {
    const message = `Expected 3 parts in JWT; got ${token.split(".").length}`;
    return reply(publicJson(401, { code: "PGRST301", details: null, hint: null, message }));
  }
  await changeResponse((response) => {
    if (!String(response.headers["content-type"]).includes("json")) return;
    const json = response.body
      .toString()
      .replace(/("\w+_at":\s*")(\d+-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00( BC)?"/g, '$1$2T$3+00:00$4"')
      // Outside of strings.
      .replace(/"(?:[^"\\]|\\.)*"|[:,]/g, (part) => (part === ":" ? ": " : part === "," ? ", \n " : part));
    response.body = Buffer.from(json);
    response.headers["content-type"] = "application/json; charset=utf-8";
  })(exchange);
};

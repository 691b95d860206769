import { printable } from "../../lib/format/printable.ts";

/** A response of the project. `json` is undefined when the body is none; `code` is that of an error in it. */
export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
  code: string | undefined;
  milliseconds: number;
  /** What the response's clock is ahead of this machine's, in seconds; undefined without a Date header. */
  secondsAhead: number | undefined;
};

export type Call = {
  method?: "GET" | "POST" | "PATCH";
  /** A user's access token; without one, the call is made with the publishable key alone. */
  accessToken?: string;
  headers?: Record<string, string>;
  body?: unknown;
};

const timeoutMs = 20_000;

/** A Supabase project as the app sees it: an address and a publishable key. */
export class Project {
  readonly url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.url = url.replace(/\/+$/, "");
    this.#key = key;
  }

  /**
   * Sends one request, without following redirects.
   * @throws the error of fetch when there is no response; networkProblem puts it into words
   */
  async call(path: string, { method = "GET", accessToken, headers, body }: Call = {}): Promise<Answer> {
    const startedAt = Date.now();
    const response = await fetch(this.url + path, {
      method,
      headers: {
        apikey: this.#key,
        authorization: `Bearer ${accessToken ?? this.#key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const milliseconds = Date.now() - startedAt;
    const text = await response.text();
    const json = parseJson(text);
    const { code, error_code } = (json ?? {}) as { code?: unknown; error_code?: unknown };
    return {
      status: response.status,
      headers: response.headers,
      text,
      json,
      // Auth has had both: a number and a name.
      code: typeof error_code === "string" ? error_code : typeof code === "string" ? code : undefined,
      milliseconds,
      secondsAhead: secondsAhead(response.headers.get("date"), startedAt, milliseconds),
    };
  }

  /** Calls a database function. */
  rpc(
    name: string,
    args: object,
    { accessToken, headers }: Pick<Call, "accessToken" | "headers"> = {},
  ): Promise<Answer> {
    return this.call(`/rest/v1/rpc/${name}`, { method: "POST", accessToken, headers, body: args });
  }
}

/** The value of a JSON text; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Date has whole seconds: it is taken as the middle of its second, and compared with the middle of the request. */
function secondsAhead(date: string | null, startedAt: number, milliseconds: number): number | undefined {
  const at = Date.parse(date ?? "");
  return Number.isNaN(at) ? undefined : (at + 500 - (startedAt + milliseconds / 2)) / 1000;
}

const problems: Record<string, string> = {
  ENOTFOUND: "there is no host of this name",
  EAI_AGAIN: "its name cannot be resolved at the moment",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was closed without an answer",
  UND_ERR_SOCKET: "the connection was closed without an answer",
  ETIMEDOUT: "it does not answer",
  UND_ERR_CONNECT_TIMEOUT: "it does not answer",
  EHOSTUNREACH: "there is no route to it",
  ENETUNREACH: "this machine has no network",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "this machine does not trust its certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "this machine does not trust its certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "this machine does not trust its certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak https",
};

/** Why a request got no response, in words. */
export function networkProblem(error: unknown): string {
  if ((error as Error).name === "TimeoutError") return `it does not answer within ${timeoutMs / 1000} seconds`;
  const cause = (error as Error).cause as (Error & { code?: string; errors?: { code?: string }[] }) | undefined;
  const code = cause?.code ?? cause?.errors?.[0]?.code ?? "";
  return problems[code] ?? (printable(cause?.message || (error as Error).message) || "it cannot be reached");
}

/** An unexpected answer, in words: its status, and its message when it has one. */
export function describeAnswer({ status, json, code }: Answer): string {
  const { message, msg, error_description } = (json ?? {}) as Record<string, unknown>;
  const said = [message, msg, error_description].find((text) => typeof text === "string") as string | undefined;
  return `${status}${code ? ` ${printable(code)}` : ""}${said ? `: ${printable(said)}` : ""}`;
}

import { connect } from "node:net";

/** A response as it came over the connection. */
export type RawResponse = { status: number; headers: Headers; body: string };

/**
 * Sends bytes as they are and reads the response until the server closes the connection: fetch corrects or refuses what these tests
 * send.
 * @param head request line and headers; `Connection: close` is added
 */
export function sendRaw(appUrl: string, head: string[], body: string | Buffer = ""): Promise<RawResponse> {
  const { hostname, port } = new URL(appUrl);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(parse(Buffer.concat(chunks).toString())));
    socket.write(Buffer.concat([Buffer.from([...head, "Connection: close", "", ""].join("\r\n")), Buffer.from(body)]));
  });
}

function parse(text: string): RawResponse {
  const [head = "", ...body] = text.split("\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = new Headers(
    lines.map((line): [string, string] => [line.split(": ", 1)[0] ?? "", line.replace(/^[^:]*: /, "")]),
  );
  return { status: Number(statusLine.split(" ")[1]), headers, body: body.join("\r\n\r\n") };
}

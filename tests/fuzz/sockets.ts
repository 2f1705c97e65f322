/** Bytes as they arrive on a socket, from clients that speak HTTP badly, slowly or not at all. */
import net from "node:net";
import fc from "fast-check";
import type { HttpAnswer } from "./fuzzed-gateway";

const CRLF = "\r\n";
const BODY = '{"query":"{ viewer { userId } }"}';

export interface Conversation {
  /** Written one after another, with a pause between them. */
  readonly writes: readonly Buffer[];
  readonly pauseMs: number;
  /** Whether the client says that it has finished, and still listens. */
  readonly halfClose: boolean;
}

const of = fc.constantFrom;
const line = of(
  "POST /graphql HTTP/1.1",
  "POST /graphql HTTP/1.0",
  "POST /graphql HTTP/2.0",
  "POST /graphql",
  "PRI * HTTP/2.0",
  "GET / HTTP/1.1",
  "GET  /graphql  HTTP/1.1",
  "post /graphql HTTP/1.1",
  "NOPE /graphql HTTP/1.1",
  "POST http://x/graphql HTTP/1.1",
  "CONNECT x:1 HTTP/1.1",
  "OPTIONS * HTTP/1.1",
  "POST /graphql\0 HTTP/1.1",
  "POST /gr\u00e4phql HTTP/1.1",
  `GET /${"a".repeat(20_000)} HTTP/1.1`,
  "TRACE / HTTP/1.1",
  "HEAD /graphql HTTP/1.1",
  "GET /explorer/%2e%2e/x HTTP/1.1",
  "GET /demonstration/token/amara.mash%00 HTTP/1.1",
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
);
const header = of(
  "Host: x",
  "Host: x",
  "Host:",
  "Host: x\r\nHost: y",
  "Content-Type: application/json",
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: gzip, chunked",
  "Transfer-Encoding: chunked, identity",
  "Content-Length: 33",
  "Content-Length: 5",
  "Content-Length: 99999999999999999999",
  "Content-Length: -1",
  "Content-Length: 0x10",
  "Content-Length: 33\r\nContent-Length: 34",
  "Content-Length: 33\r\nTransfer-Encoding: chunked",
  "Connection: close",
  "Connection: upgrade\r\nUpgrade: websocket",
  "Expect: 100-continue",
  "Expect: 200-ok",
  ": x",
  "X",
  "X : y",
  "X: \0",
  "X: \x7f",
  " folded: y",
  "X: y\n",
  `X: ${"y".repeat(20_000)}`,
  Array.from({ length: 2_100 }, (_, i) => `X-${i}: y`).join(CRLF),
  "Authorization: Bearer x",
  "Trailer: X",
  "Content-Encoding: gzip",
  "Range: bytes=0-",
  "X-HTTP-Method-Override: DELETE",
  "Cookie: a=b",
);
const body = of(
  "",
  BODY,
  BODY.slice(0, 10),
  `${BODY}${BODY}`,
  `21${CRLF}${BODY}${CRLF}0${CRLF}${CRLF}`,
  `ffffffffffffffff${CRLF}x`,
  `zz${CRLF}x${CRLF}`,
  `-1${CRLF}x${CRLF}`,
  `5;${"x".repeat(20_000)}${CRLF}hello${CRLF}`,
  `21${CRLF}${BODY.slice(0, 5)}`,
  `0${CRLF}X: y${CRLF}${CRLF}`,
  "\0".repeat(500),
  `${CRLF}${CRLF}GET / HTTP/1.1${CRLF}${CRLF}`,
);
const spoken = fc
  .tuple(line, fc.array(header, { maxLength: 5 }), of(CRLF, "\n", "\r"), body)
  .map(([first, headers, end, rest]) => Buffer.from([first, ...headers, "", rest].join(end), "latin1"));
const noise = fc.uint8Array({ minLength: 1, maxLength: 600 }).map((it) => Buffer.from(it));

export const conversations: fc.Arbitrary<Conversation> = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: spoken },
      { weight: 1, arbitrary: noise },
      { weight: 2, arbitrary: fc.tuple(spoken, spoken).map((it) => Buffer.concat(it)) },
    ),
    fc.array(fc.nat(300), { maxLength: 3 }),
    of(0, 0, 1, 5),
    fc.boolean(),
  )
  .map(([bytes, cuts, pauseMs, halfClose]) => {
    const at = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
    const writes = at
      .slice(1)
      .map((end, i) => bytes.subarray(at[i], end))
      .filter((it) => it.length > 0);
    return { writes, pauseMs, halfClose };
  });

const SILENCE_MS = 40;

/** Everything that came back until the server closed, or fell silent: it may rightly wait for more. */
export function converse(port: number, { writes, pauseMs, halfClose }: Conversation): Promise<string> {
  return new Promise((heard) => {
    let said = "";
    const socket = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const end = (): void => {
      socket.destroy();
      heard(said);
    };
    socket.on("error", end);
    socket.on("end", end);
    socket.on("data", (bytes) => (said += bytes.toString("utf8")));
    const write = (i: number): void => {
      if (socket.destroyed) return;
      if (i < writes.length) {
        socket.write(writes[i]!);
        setTimeout(() => write(i + 1), pauseMs);
        return;
      }
      if (halfClose) socket.end();
      socket.setTimeout(SILENCE_MS, end);
    };
    socket.on("connect", () => write(0));
  });
}

/** The answers in what came back, each with its own head; a body that is cut short stays as it is. */
export function answersIn(said: string): HttpAnswer[] {
  const answers: HttpAnswer[] = [];
  for (const part of said.split(/(?=HTTP\/1\.1 \d{3} )/)) {
    if (part === "") continue;
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 599);
    if (status === 100) continue;
    answers.push({ status, type: /content-type: ([^\r]*)/i.exec(head)?.[1] ?? "", text: rest.join("\r\n\r\n") });
  }
  return answers;
}

/** A client that says one byte a second and never comes to an end. */
export class SlowClient {
  heard = "";
  private readonly socket: net.Socket;
  private drip: NodeJS.Timeout | undefined;

  constructor(port: number, start: string) {
    this.socket = net.connect({ port, host: "127.0.0.1" }, () => {
      this.socket.write(start);
      this.drip = setInterval(() => this.socket.writable && this.socket.write("x"), 1_000);
    });
    this.socket.on("data", (bytes) => (this.heard += bytes.toString()));
    this.socket.on("error", () => undefined);
  }

  get isTurnedAway(): boolean {
    return this.socket.closed;
  }

  leave(): void {
    clearInterval(this.drip);
    this.socket.destroy();
  }
}

/** Each stops in the midst of something else: the line, a header, a body, a chunk. */
export const SLOW_STARTS = [
  "POST /gra",
  "POST /graphql HTTP/1.1\r\nHost: x\r\nX-",
  "POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\nContent-Length: 100000\r\n\r\n{",
  "POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n{",
];

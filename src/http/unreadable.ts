/**
 * Requests that node turns away before anybody sees them: no HTTP, a header that is too large, a body that stops, an
 * expectation that nobody meets. Left to itself it answers with an empty body; here they are answered like every other
 * mistake, in JSON and with a code, and close the connection, for what follows on it cannot be trusted.
 */
import type http from "node:http";
import type { Duplex } from "node:stream";
import { EVERY_ANSWER, failure, JSON_TYPE } from "./answer";

const STATUS: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, "Request Header Fields Too Large"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "Payload Too Large"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "Request Timeout"],
};
const BAD_REQUEST = [400, "Bad Request"] as const;

const HEADERS = { ...EVERY_ANSWER, "Content-Type": JSON_TYPE, Connection: "close" };

export const UNREADABLE = failure("E-REQUEST", "This is no request.");

export function answerUnreadable(server: http.Server): void {
  const latest = new WeakMap<Duplex, http.ServerResponse>();
  server.on("request", (request, response) => latest.set(request.socket, response));
  server.on("checkExpectation", (_request, response: http.ServerResponse) => {
    response.statusCode = 417;
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    response.end(JSON.stringify(UNREADABLE));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const before = latest.get(socket);
    const isHalfSent = before !== undefined && before.headersSent && !before.writableFinished;
    // another head in the midst of an answer would be taken for its body
    if (!socket.writable || isHalfSent) {
      socket.destroy(error);
      return;
    }
    socket.end(rawAnswer(STATUS[error.code ?? ""] ?? BAD_REQUEST), () => socket.destroy());
  });
}

function rawAnswer([status, reason]: readonly [number, string]): string {
  const body = JSON.stringify(UNREADABLE);
  const headers = { ...HEADERS, "Content-Length": Buffer.byteLength(body) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${reason}`, ...lines, "", body].join("\r\n");
}

import type http from "node:http";

export const LARGEST_BODY = 1_000_000;

/** The body as text, or null where it is too large. */
export const readBody = (request: http.IncomingMessage): Promise<string | null> =>
  new Promise((read, failed) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else read(null);
    });
    request.on("end", () => read(Buffer.concat(chunks).toString("utf8")));
    request.on("error", failed);
    request.on("aborted", () => failed(new Error("the client went away")));
  });

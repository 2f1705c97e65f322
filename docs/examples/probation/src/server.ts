/** The subgraph over HTTP: POST alone, a credential, a limit on what is read, and no word about what went wrong. */
import { timingSafeEqual, createHash } from "node:crypto";
import http from "node:http";
import type { Answer, Question } from "./subgraph";

const LONGEST_BODY = 1_000_000;

export interface Served {
  readonly answer: (question: Question) => Promise<Answer>;
  /**
   * What a caller sends as `Authorization: Bearer …`, for a test endpoint. In production the gateway shows a client
   * certificate or an access token of your authorization server, and what stands before this server checks it.
   */
  readonly token?: string;
}

export function createServer({ answer, token }: Served): http.Server {
  return http.createServer((request, response) => {
    handle(request, { answer, token }).then(
      ({ status, body }) => send(response, status, body),
      (error: unknown) => {
        console.error(error);
        send(response, 500, { errors: [{ message: "not available" }] });
      },
    );
  });
}

async function handle(request: http.IncomingMessage, { answer, token }: Served): Promise<Answer> {
  const refused = (status: number, message: string): Answer => ({ status, body: { errors: [{ message }] } });
  // a number in an address lands in logs
  if (request.method !== "POST") return refused(405, "POST only");
  if (token && !isSame(request.headers.authorization ?? "", `Bearer ${token}`)) return refused(401, "who are you?");
  const text = await readBody(request);
  if (text === null) return refused(413, "too large");
  const question = readQuestion(text);
  return question ? answer(question) : refused(400, "not a GraphQL request");
}

async function readBody(request: http.IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function readQuestion(text: string): Question | null {
  try {
    const body = JSON.parse(text) as Partial<Question> | null;
    return typeof body?.query === "string" ? (body as Question) : null;
  } catch {
    return null;
  }
}

/** In the same time whatever is wrong with it. */
function isSame(given: string, expected: string): boolean {
  const digest = (it: string) => createHash("sha256").update(it).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function send(response: http.ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

/** What every answer has in common, and those that are ours rather than GraphQL's: an object as JSON, a failure by its code. */
import type http from "node:http";

/** No answer is kept on its way, nor taken for another kind of file than it is. */
export const EVERY_ANSWER = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
export const JSON_TYPE = "application/json; charset=utf-8";

/** The shape that GraphQL gives an error. */
export const failure = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] });

export function send(response: http.ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader("Content-Type", JSON_TYPE);
  response.end(JSON.stringify(body));
}

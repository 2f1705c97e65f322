import type http from "node:http";

/** A page beside the API. Answers, or returns false for a path that is not its own. */
export type Route = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<boolean> | boolean;

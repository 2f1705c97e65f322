/**
 * A record is answered by the schema of the partners that its own evidence was seen with. Where the partners have changed
 * since this instance made its schema, nothing is decided or fetched: the request is answered again, by a new schema
 * (`http/engines.ts`).
 */
import type { Hub } from "../governance/hub.repository";
import type { RequestContext } from "../identity/request-context";

/** @throws Error that nobody is shown */
export function mustServe(hub: Hub, request: RequestContext): void {
  if (hub.partnersKey === request.served.partners) return;
  request.turn.isStale = true;
  throw new Error("answered again by the schema of today's partners");
}

/** Who may be played in the demonstration, and a token for each. These routes exist in the demonstration alone. */
import { failure, send } from "../http/answer";
import type { Route } from "../http/route";
import type { DemonstrationIssuer } from "../identity/demonstration-issuer";
import { USERS } from "./index";

export function demonstrationRoutes(issuer: DemonstrationIssuer, now: () => number): Route[] {
  const callers: Route = (request, response) => {
    if (request.url !== "/demonstration/callers") return false;
    send(response, 200, {
      callers: USERS.map(({ id, name, agency, roles, about }) => ({ id, name, agency, roles, about })),
    });
    return true;
  };
  const token: Route = async (request, response) => {
    const [, id, role] = /^\/demonstration\/token\/([\w.-]+)(?:\/(\w+))?$/.exec(request.url ?? "") ?? [];
    if (!id) return false;
    const user = USERS.find((it) => it.id === id);
    const played = user?.roles.find((it) => role === undefined || it === role);
    if (!user || !played) {
      send(response, 404, failure("E-REQUEST", "No such demonstration caller. See /demonstration/callers."));
      return true;
    }
    response.setHeader("Content-Type", "text/plain; charset=utf-8");
    response.end(await issuer.mint({ userId: user.id, agencyId: user.agency, role: played }, now()));
    return true;
  };
  const keys: Route = (request, response) => {
    if (request.url !== "/.well-known/jwks.json") return false;
    send(response, 200, { keys: [issuer.publicJwk] });
    return true;
  };
  return [callers, token, keys];
}

/**
 * Who does what with a partner: its own integrator or the hub's governance registers it, its own controller approves it,
 * the hub's governance activates it, and either of the two stops it.
 */
import { Refusal } from "../../gateway/faults";
import type { RequestContext } from "../../identity/request-context";
import type { Role } from "../../sharing/vocabulary";
import type { Hub } from "../hub.repository";

const CONTROLLERS: readonly Role[] = ["INFORMATION_GOVERNANCE_LEAD", "CALDICOTT_GUARDIAN"];

/** The multi-agency hub itself is an agency, and its information-governance lead governs what joins. */
export const governsHub = ({ viewer }: RequestContext, { agencies }: Pick<Hub, "agencies">): boolean =>
  viewer.role === "INFORMATION_GOVERNANCE_LEAD" && agencies.get(viewer.agencyId)?.kind === "MASH";

const isController = ({ viewer }: RequestContext, agency: string): boolean =>
  viewer.agencyId === agency && CONTROLLERS.includes(viewer.role);

export const mayRegister = (request: RequestContext, hub: Hub, agency: string): boolean =>
  governsHub(request, hub) || (request.viewer.role === "INTEGRATOR" && request.viewer.agencyId === agency);

export const mayApprove = (request: RequestContext, _hub: Hub, agency: string): boolean =>
  isController(request, agency);

/** Whoever puts it in force has it tested as well. */
export const mayActivate = (request: RequestContext, hub: Pick<Hub, "agencies">): boolean => governsHub(request, hub);

export const maySwitchOff = (request: RequestContext, hub: Hub, agency: string): boolean =>
  governsHub(request, hub) || isController(request, agency);

/** Everybody who takes a step sees what they take it on; the hub's governance sees every partner. */
export const maySee = (request: RequestContext, hub: Hub, agency: string): boolean =>
  mayRegister(request, hub, agency) || mayApprove(request, hub, agency);

/** @throws Refusal */
export function mustBeAllowed(allowed: boolean): void {
  if (allowed) return;
  throw new Refusal([{ path: "", code: "NOT_YOUR_ROLE", message: "this step is not yours to take for this agency" }]);
}

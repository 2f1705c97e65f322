import type { EntityManager } from "typeorm";
import { RequestError } from "../../gateway/errors";
import type { RequestContext } from "../../identity/request-context";
import type { Role } from "../../sharing/vocabulary";
import { isActive } from "../case-standing";
import type { NightlyReplay, ReplayRun } from "./nightly-replay";

const READERS: ReadonlySet<Role> = new Set(["CASE_AUDITOR", "INFORMATION_GOVERNANCE_LEAD", "CALDICOTT_GUARDIAN"]);
const MOST = 200;

/** What the nightly replays found, for those who answer for the record. */
export class ReplayRuns {
  constructor(
    private readonly nightly: NightlyReplay,
    private readonly manager: EntityManager,
  ) {}

  /** @throws RequestError for a page that is none; for anybody else there were no runs */
  async get(first: number, request: RequestContext): Promise<ReplayRun[]> {
    if (first < 1 || first > MOST) {
      throw new RequestError("replayRuns: bad page.", [
        { path: "first", code: "OUT_OF_RANGE", message: `first takes 1 to ${MOST}` },
      ]);
    }
    const may = READERS.has(request.viewer.role) && (await isActive(this.manager, request));
    return may ? this.nightly.latest(first) : [];
  }
}

/** Who may sign for an agency, and by which key. Its governance lead appoints them, and signs nothing themselves. */
import type { DataSource } from "typeorm";
import { z } from "zod";
import { parseOrListFaults, Refusal, type Fault } from "../../gateway/faults";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { plusMonths } from "../../people/london-time";
import { plainText } from "../../people/person-shape";
import type { Role } from "../../sharing/vocabulary";
import { mustBeActive, mustHaveRole } from "../case-standing";
import { publicKeyOf } from "./detached-signature";
import { READERS, type Transaction } from "./governors";
import type { AppointSignatoryInput, Signatory } from "./signatory.type";

const LEAD: readonly Role[] = ["INFORMATION_GOVERNANCE_LEAD"];
const LONGEST_MONTHS = 36;
const USUAL_MONTHS = 12;

const shape = z.object({
  name: plainText(100),
  position: plainText(100),
  key: z.string().max(2_000),
  userId: plainText(100).nullish(),
});

interface Row {
  readonly id: string;
  readonly name: string;
  readonly position: string;
  readonly kid: string;
  readonly valid_from: Date;
  readonly valid_to: Date;
  readonly dismissed_at: Date | null;
}

export class Signatories {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  /** Of the caller's agency, those dismissed among them; empty for whoever does not govern. */
  async ofAgency({ viewer, at }: RequestContext): Promise<Signatory[]> {
    if (!READERS.includes(viewer.role)) return [];
    const rows = await this.dataSource.query<Row[]>(
      `SELECT s.* FROM signatory s WHERE s.agency_id = $1 AND EXISTS (
         SELECT FROM app_user u JOIN agency a ON a.id = u.agency_id
         WHERE u.id = $2 AND u.agency_id = $1 AND u.active AND a.active AND $3 = ANY (u.roles))
       ORDER BY s.appointed_at, s.name`,
      [viewer.agencyId, viewer.userId, viewer.role],
    );
    return rows.map((it) => this.toSignatory(it, viewer.agencyId, at));
  }

  /** @throws Refusal listing every fault */
  async appoint(input: AppointSignatoryInput, request: RequestContext): Promise<Signatory> {
    mustHaveRole(request, LEAD);
    const { viewer, at } = request;
    const { name, position, key } = parseOrListFaults(shape, input, "appointSignatory");
    const from = input.validFrom?.getTime() ?? at;
    const to = input.validTo?.getTime() ?? plusMonths(from, USUAL_MONTHS);
    const given = await publicKeyOf(readJson(key));
    return this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const faults = [
        ...windowFaults(from, to, at),
        ...keyFaults(key, given !== null),
        ...(await personFaults(manager, input, request)),
      ];
      if (!given || faults.length > 0) throw new Refusal(faults, "appointSignatory");
      const rows = await manager.query<Row[]>(
        `INSERT INTO signatory (agency_id, user_id, name, position, kid, public_jwk, valid_from, valid_to,
                                appointed_by, appointed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (kid) DO NOTHING RETURNING *`,
        [
          viewer.agencyId,
          input.userId ?? null,
          name,
          position,
          given.kid,
          given.jwk,
          new Date(from),
          new Date(to),
          viewer.userId,
          new Date(at),
        ],
      );
      const [row] = rows;
      if (!row) throw new Refusal([{ path: "key", code: "KEY_IN_USE", message: "a key is one signatory's, for good" }]);
      return this.toSignatory(row, viewer.agencyId, at);
    });
  }

  /** What they signed stands; they sign nothing more from this instant. */
  async dismiss(sealedId: string, request: RequestContext): Promise<Signatory> {
    mustHaveRole(request, LEAD);
    const { viewer, at } = request;
    const id = this.ids.open("signatory", agencyScope(viewer.agencyId), sealedId);
    const path = "signatoryId";
    if (!id) throw new Refusal([{ path, code: "UNKNOWN_SIGNATORY", message: "no such signatory of your agency" }]);
    return this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      // of two dismissals at once the database takes the first
      const [rows] = await manager.query<[Row[], number]>(
        "UPDATE signatory SET dismissed_by = $2, dismissed_at = $3 WHERE id = $1 AND dismissed_at IS NULL RETURNING *",
        [id, viewer.userId, new Date(at)],
      );
      const [row] = rows;
      if (!row) throw new Refusal([{ path, code: "NOT_IN_OFFICE", message: "has been dismissed already" }]);
      return this.toSignatory(row, viewer.agencyId, at);
    });
  }

  private toSignatory(it: Row, agency: string, at: number): Signatory {
    return {
      id: this.ids.seal("signatory", agencyScope(agency), it.id),
      name: it.name,
      position: it.position,
      kid: it.kid,
      validFrom: it.valid_from,
      validTo: it.valid_to,
      dismissedAt: it.dismissed_at,
      maySign: it.valid_from.getTime() <= at && at < it.valid_to.getTime() && it.dismissed_at === null,
    };
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keyFaults(text: string, usable: boolean): Fault[] {
  const jwk = readJson(text);
  if (typeof jwk === "object" && jwk !== null && "d" in jwk) {
    const message = "this is the private key: it has been sent now, so make another, and send only its public part";
    return [{ path: "key", code: "PRIVATE_KEY", message }];
  }
  const message = "expected a public key as JWK: Ed25519, or P-256 for ES256";
  return usable ? [] : [{ path: "key", code: "NO_KEY", message }];
}

function windowFaults(from: number, to: number, at: number): Fault[] {
  const faults: Fault[] = [];
  if (to <= from) faults.push({ path: "validTo", code: "ENDS_BEFORE_IT_BEGINS", message: "ends before it begins" });
  else if (to <= at) faults.push({ path: "validTo", code: "IN_THE_PAST", message: "has ended already" });
  if (to > plusMonths(from, LONGEST_MONTHS)) {
    faults.push({ path: "validTo", code: "TOO_LONG", message: `at most ${LONGEST_MONTHS} months` });
  }
  return faults;
}

/** Whoever appoints is never the one appointed, under an id or under a name. */
async function personFaults(
  manager: Transaction,
  { userId, name }: AppointSignatoryInput,
  { viewer }: RequestContext,
): Promise<Fault[]> {
  const rows = await manager.query<{ id: string; display_name: string; roles: Role[] }[]>(
    "SELECT id, display_name, roles FROM app_user WHERE agency_id = $1 AND active AND id IN ($2, $3)",
    [viewer.agencyId, viewer.userId, userId ?? null],
  );
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
  const appointer = rows.find((it) => it.id === viewer.userId);
  const message = "whoever appoints is not who signs";
  if (userId === viewer.userId) return [{ path: "userId", code: "NOT_YOURSELF", message }];
  if (appointer && same(appointer.display_name, name)) return [{ path: "name", code: "NOT_YOURSELF", message }];
  if (userId !== null && userId !== undefined && !rows.some((it) => it.id === userId)) {
    return [{ path: "userId", code: "UNKNOWN_USER", message: "no such active user of your agency" }];
  }
  return [];
}

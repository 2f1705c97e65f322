/**
 * The gateway without its protection: nothing about anybody is read but their names, everything is permitted, and
 * nothing is recorded. What is left is what serving the record costs; no such switch exists outside this bench.
 */
import type { Server } from "node:http";
import { poolOf } from "../../../src/database/pool";
import type { RecordContext } from "../../../src/governance/evidence.repository";
import { permit } from "../../../src/sharing/decision";
import { CALLER, type Setting } from "./contender";
import { gatewayOf } from "./product";

const MEMBERS = `
  SELECT c.reference, c.authorities, (SELECT version FROM rulebook_head)::float8 AS rulebook,
    (SELECT json_agg(json_build_object('id', p.id, 'name', p.name, 'birthDate', p.birth_date, 'relationship', m.relationship)
       ORDER BY m.linked_at, p.id)
     FROM case_member m JOIN person p ON p.id = m.person_id WHERE m.case_id = c.id) AS members
  FROM case_file c WHERE c.id = $1`;

const PERMITTED = permit("P-CONSENT");
const NO_EVIDENCE = {
  consents: [],
  dispensations: [],
  determinations: [],
  courtOrders: [],
  breakGlass: [],
  sourceReleases: [],
  restrictions: [],
};
const ALWAYS = { from: -Infinity, to: Infinity };

interface Row {
  readonly reference: string;
  readonly authorities: string[];
  readonly rulebook: number;
  readonly members: { readonly id: string; readonly name: string; readonly birthDate: string; relationship: string }[];
}

export const unprotected = (setting: Setting): Promise<Server> =>
  gatewayOf(setting, (dataSource) => {
    const pool = poolOf(dataSource);
    const ofCase = async (_: unknown, id: string): Promise<RecordContext> => {
      const { rows } = await pool.query<Row>({ name: "members", text: MEMBERS, values: [id] });
      return toContext(id, rows[0]!);
    };
    return {
      evidence: { ofCase, ofPerson: () => Promise.reject(new Error("not measured")) },
      decider: () => PERMITTED,
      log: { append: async () => undefined, drain: async () => undefined },
    };
  });

const toContext = (id: string, { reference, authorities, rulebook, members }: Row): RecordContext => ({
  rulebookVersion: rulebook,
  snapshot: "1:1:",
  viewerActive: true,
  known: true,
  case: {
    id,
    reference,
    owner: CALLER.agencyId,
    authorities,
    openedAt: 0,
    closedAt: null,
    localTier: "",
    level: { common: 4, statutory: true },
    statutoryBasis: null,
    rag: null,
    harmDecidedBy: null,
    harmDecidedAt: null,
    highRisk: false,
    agencies: [],
    assignments: [ALWAYS],
    conflicts: [],
  },
  members: members.map((it) => ({
    ...it,
    disclosureKey: it.id,
    isChild: null,
    livesWithChild: null,
    contactWithChild: null,
    relationships: [],
    barred: false,
    subject: {
      id: it.id,
      linked: true,
      sixteenAt: Infinity,
      eighteenAt: Infinity,
      competence: "UNASSESSED",
      parentalResponsibility: [],
      legalStatus: [],
    },
    evidence: NO_EVIDENCE,
    saidBySources: new Map(),
  })),
});

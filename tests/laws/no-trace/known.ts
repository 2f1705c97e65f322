/** What a caller can name in an operation: their own ids, others' and nobody's, and what answers brought them. */
import { AGENCIES, FAMILIES } from "../../../src/demonstration";
import { agencyScope, OpaqueIds } from "../../../src/gateway/opaque-ids";
import { ID_KEY, type GatewayProcess } from "./gateway-process";
import type { MarkedDatabase } from "./marked-database";
import { CALLERS } from "./may-be-seen";
import type { Known } from "./operations";

/** Of the right form, and nobody's. */
const NOBODYS = [
  { system: "NHS_NUMBER", value: "9990009996", person: null },
  { system: "PNC_ID", value: "2011/0123456H", person: null },
  { system: "LOCAL_ID", value: "HUB:nobody", person: null },
];

const SURE = 0.95;
const IDENTIFIERS = FAMILIES.flatMap((it) => it.people).flatMap(({ key, identifiers = [] }) => [
  ...identifiers.map(({ system, value, confidence = 1 }) => ({
    system: system,
    value,
    person: confidence >= SURE ? key : null,
  })),
  { system: "LOCAL_ID", value: `HUB:${key.replaceAll("/", ".")}`, person: key },
]);

const CURSOR = /"(?:\w*[cC]ursor)":"([A-Za-z0-9_-]+)"/g;
const MOST_CURSORS = 12;

export class KnownToCaller implements Known {
  readonly identifiers = [...IDENTIFIERS, ...NOBODYS];
  readonly cursors: string[] = [];

  private constructor(
    readonly caseIds: ReadonlyMap<string, string>,
    readonly foreignIds: readonly string[],
    readonly memberIds: readonly string[],
    readonly consentIds: readonly string[],
  ) {}

  static async of(
    caller: string,
    { owner }: Pick<MarkedDatabase, "owner">,
    process: GatewayProcess,
  ): Promise<KnownToCaller> {
    const { rows } = await owner.query<{ reference: string; id: string }>("SELECT reference, id FROM case_file");
    const { agency, cases } = CALLERS[caller]!;
    const ids = new OpaqueIds(ID_KEY);
    const idFor = (of: string, caseId: string) => ids.seal("case", agencyScope(of), caseId);
    const caseIds = new Map(rows.map((it) => [it.reference, idFor(agency, it.id)]));
    const notTheirs = rows.filter((it) => !cases.includes(it.reference));
    const others = AGENCIES.map((it) => it.id).filter((it) => it !== agency);
    const foreignIds = [
      ...notTheirs.map((it) => idFor(agency, it.id)),
      ...rows.map((it, i) => idFor(others[i % others.length]!, it.id)),
      "made-up",
    ];
    const memberIds: string[] = [];
    const consentIds: string[] = [];
    for (const reference of cases) {
      const query = `query ($id: ID!) { familyRecord(caseId: $id, purpose: EARLY_HELP) { members { id consents { id } } } }`;
      const { body } = await process.ask(caller, JSON.stringify({ query, variables: { id: caseIds.get(reference) } }));
      type Member = { id: string; consents: { id: string }[] };
      const { members } = (JSON.parse(body) as { data: { familyRecord: { members: Member[] } } }).data.familyRecord;
      memberIds.push(...members.map((it) => it.id));
      consentIds.push(...members.flatMap((it) => it.consents).map((it) => it.id));
    }
    return new KnownToCaller(caseIds, foreignIds, memberIds, consentIds);
  }

  /** Cursors stand in answers under names that say so, aliased or not. */
  learn(answer: string): void {
    for (const [, cursor] of answer.matchAll(CURSOR)) this.cursors.push(cursor!);
    this.cursors.splice(0, this.cursors.length - MOST_CURSORS);
  }
}

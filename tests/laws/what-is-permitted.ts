/**
 * What a policy permits, by going round the whole record: the evidence is taken from the policy as it was drawn (not
 * read back), the fields from the committed schema (not from the catalogue or the plan), one cell a field (no grouping,
 * no merging into asks), and `decide` is called on each. Of the gateway's code the pure rules alone are shared; they
 * have their own proofs.
 */
import { toProtocol } from "../../src/governance/protocols/protocol-file";
import { LAW } from "../../src/governance/law";
import { birthdayInstant, londonDate, londonInstant } from "../../src/people/london-time";
import { decide } from "../../src/sharing/decide";
import type { Decision } from "../../src/sharing/decision";
import { covers, type CaseFacts, type Consent, type Evidence, type Subject } from "../../src/sharing/evidence";
import { filterItems, NO_ELEMENTS } from "../../src/sharing/items";
import { compileRulebook, type Rulebook } from "../../src/sharing/rulebook";
import { NOON } from "../api/gateway";
import { caseOf, consentId, itemRestrictions, itemsOf, parentsOf, releaseId } from "./policy-on-file";
import type { Pair } from "./random-pairs";
import type { MemberPolicy, Policy } from "./random-policy";
import { fieldsOf } from "./random-question";
import type { DeclaredField, Stage, StagedAgency, StagedCase, StagedItem, StagedPerson } from "./the-stage";

export interface PermittedCell {
  readonly person: string;
  readonly agency: string;
  readonly field: DeclaredField;
  readonly decision: Decision;
}

/** One cell a person, agency and selected field. None where the caller may not know of the case or the person. */
export function cellsOf(stage: Stage, pair: Pair): PermittedCell[] {
  const { setting, policy, question } = pair;
  const file = caseOf(stage, setting);
  const own = stage.agencies.get(setting.user.agency)!;
  const onCase = isCallersCase(file, pair);
  if (question.kind === "RECORD" && !onCase) return [];

  const facts = onCase ? factsOf(file, policy, own.id) : NO_CASE;
  const rulebook = rulebookOf(policy);
  const asked = question.kind === "RECORD" ? file.members : [file.members[question.member % file.members.length]!];
  const agencies = [...stage.agencies.values()].filter((it) => answers(it, own, onCase ? policy : null));
  return asked.flatMap((person) => {
    const i = file.members.indexOf(person);
    const evidence = evidenceOf(stage, file, i, pair);
    if (isBarred(evidence, pair, i)) return [];
    const subject = subjectOf(file, person, i, policy.members[i]!, onCase);
    return agencies.flatMap((agency) =>
      fieldsOf(question)
        .filter((field) => field.kinds.includes(agency.kind) && agency.categories.has(field.category))
        .map((field) => {
          const { category, mode, minimumLevel, manual } = field;
          const viewer = {
            agency: own,
            userId: setting.user.id,
            role: setting.user.roles[0]!,
            onCase,
            conflict: false,
          };
          const { purpose } = setting;
          const publicTaskStated = question.publicTask;
          const about = { at: NOON, viewer, purpose, publicTaskStated, case: facts, subject, source: agency };
          const decision = decide({ ...about, category, mode, minimumLevel, manual }, evidence, rulebook);
          return { person: person.id, agency: agency.id, field, decision };
        }),
    );
  });
}

/** A case's own area asks its agencies; without a case the caller's own is asked alone. */
const answers = (it: StagedAgency, own: StagedAgency, policy: Policy | null): boolean =>
  it.categories.size > 0 &&
  (it.id === own.id || (policy !== null && (it.authority === null || policy.file.authorities.includes(it.authority))));

function isCallersCase(file: StagedCase, { setting, policy, question }: Pair): boolean {
  const { agency } = setting.user;
  const owns = file.owner === agency;
  const involved = owns || (policy.file.involved !== null && covers(policy.file.involved, NOON));
  const assigned = policy.file.assigned !== null && covers(policy.file.assigned, NOON);
  const { conflict } = policy;
  const conflicted = conflict !== null && conflict.member < file.members.length && covers(conflict, NOON);
  // a person is looked up on the agency's own open cases alone
  const findable = question.kind === "RECORD" || (owns && policy.file.closedAt === null);
  return involved && assigned && !conflicted && findable;
}

function isBarred(evidence: Evidence, { policy: { conflict } }: Pair, i: number): boolean {
  return (
    evidence.restrictions.some((it) => it.code === "X-PROTECTED" && covers(it, NOON)) ||
    (conflict !== null && conflict.member === i && covers(conflict, NOON))
  );
}

const NO_CASE: CaseFacts = {
  id: "",
  open: false,
  level: { common: 1, statutory: false },
  statutoryBasis: null,
  significantHarm: null,
  highRisk: false,
  agencies: new Set(),
};

function factsOf({ id, owner }: StagedCase, { file }: Policy, own: string): CaseFacts {
  const involved = file.involved !== null && covers(file.involved, NOON);
  return {
    id,
    open: covers({ from: file.openedAt, to: file.closedAt ?? Infinity }, NOON),
    level: { common: file.level, statutory: file.statutory },
    statutoryBasis: file.basis,
    significantHarm: file.harmAt === null ? null : { decidedBy: "gareth.mash", decidedAt: file.harmAt },
    highRisk: file.highRisk,
    agencies: new Set([owner, ...(involved ? [own] : [])]),
  };
}

const rulebookOf = ({ protocols, repealed }: Policy): Rulebook =>
  compileRulebook(
    0,
    protocols.map(({ document, signatures }) => ({ ...toProtocol(document), signatures })),
    LAW.filter((it) => it.reason !== repealed).map(({ reason, from, to }) => ({
      reason,
      from: londonInstant(from),
      to: to === null ? Infinity : londonInstant(to),
    })),
  );

function subjectOf(
  file: StagedCase,
  { id, birthDate }: StagedPerson,
  i: number,
  { link, competence, parents, legalStatus }: MemberPolicy,
  onCase: boolean,
): Subject {
  const assessed = [...competence].filter((it) => it.at <= NOON).sort((a, b) => b.at - a.at)[0];
  return {
    id,
    linked: onCase && (link.isChild || link.lives || link.contact),
    sixteenAt: birthDate === null ? Infinity : birthdayInstant(birthDate, 16),
    eighteenAt: birthDate === null ? Infinity : birthdayInstant(birthDate, 18),
    competence: assessed?.outcome ?? "UNASSESSED",
    parentalResponsibility: parentsOf(file, i).map((n) => ({ ...parents[n - 1]!, holder: nextOf(file, i, n) })),
    legalStatus,
  };
}

const nextOf = ({ members }: StagedCase, i: number, n: number): string => members[(i + n) % members.length]!.id;

function evidenceOf(stage: Stage, file: StagedCase, i: number, { policy, setting }: Pair): Evidence {
  const it = policy.members[i]!;
  const numbered = <T extends object>(list: readonly T[]) => list.map((entry, n) => ({ ...entry, id: String(n) }));
  return {
    consents: it.consents.map(({ giver, ...consent }, n): Consent => {
      const given = typeof giver === "number" ? nextOf(file, i, giver) : giver;
      // in a family of one the next member is the subject again
      // nobody withdraws ahead of time: a withdrawal on file counts, whatever the clock of the instance that reads it
      const withdrawnAt = consent.withdrawnAt === Infinity ? Infinity : -Infinity;
      return { ...consent, id: consentId(i, n), givenBy: given === file.members[i]!.id ? "SELF" : given, withdrawnAt };
    }),
    dispensations: numbered(it.dispensations),
    determinations: numbered(it.determinations),
    sourceReleases: it.releases.map(({ items, ...release }, n) => ({
      ...release,
      id: releaseId(i, n),
      items: items && itemsOf(stage, items),
    })),
    courtOrders: numbered(it.courtOrders),
    breakGlass: numbered(it.breakGlass).map((grant) => ({ ...grant, userId: setting.user.id })),
    restrictions: it.restrictions,
  };
}

/** The items that the policy lets the caller see; everything else on the stage is withheld. */
export function visibleItems(stage: Stage, pair: Pair, cells: readonly PermittedCell[]): ReadonlySet<string> {
  const file = caseOf(stage, pair.setting);
  const put = itemRestrictions(stage, pair.policy);
  const viewer = {
    agency: stage.agencies.get(pair.setting.user.agency)!,
    role: pair.setting.user.roles[0]!,
  };
  const visible = new Set<string>();
  for (const { person, agency, field, decision } of cells) {
    if (!decision.permitted) continue;
    const source = stage.agencies.get(agency)!;
    const i = file.members.findIndex((it) => it.id === person);
    const items = stage.items
      .filter((it) => it.person === person && it.agency === agency && it.field === field.stored)
      .map((it): StagedItem => ({ ...it, restrictions: restrictionsOn(it, put) }));
    const question = { at: NOON, today: londonDate(NOON), viewer, source, category: field.category };
    const personal = pair.policy.members[i]!.restrictions;
    // a caller's own places are never read back, as by a refuge (src/record/cell.ts)
    const places = { code: "X-REFUGE", categories: ["*"], exempt: [], from: -Infinity, to: Infinity } as const;
    const onPerson = agency === viewer.agency.id ? [...personal, places] : personal;
    for (const it of filterItems(items, question, decision, onPerson, NO_ELEMENTS).visible) visible.add(it.id);
  }
  return visible;
}

const restrictionsOn = (item: StagedItem, put: ReturnType<typeof itemRestrictions>) => {
  const restriction = put.get(item.id)?.restriction;
  return restriction ? [restriction] : item.restrictions;
};

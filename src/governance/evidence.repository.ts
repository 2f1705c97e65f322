/** Reads, in one statement, everything that the record of a case or of a person is decided from. */
import type { Pool } from "pg";
import { birthdayInstant } from "../people/london-time";
import {
  covers,
  type Consent,
  type Evidence,
  type Level,
  type StatutoryBasis,
  type Subject,
  type Window,
} from "../sharing/evidence";
import { PERSON_CONTEXT, RECORD_CONTEXT, RECORD_CONTEXT_AS_IT_STOOD } from "./evidence.sql";

/** Who asks, as their token says. */
export interface Asker {
  readonly userId: string;
  readonly agencyId: string;
  readonly role: string;
}

export interface CaseOnFile {
  readonly id: string;
  readonly reference: string;
  readonly owner: string;
  readonly authorities: readonly string[];
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly localTier: string;
  readonly level: Level;
  readonly statutoryBasis: StatutoryBasis;
  readonly rag: string | null;
  readonly harmDecidedBy: string | null;
  readonly harmDecidedAt: number | null;
  readonly highRisk: boolean;
  readonly agencies: readonly (Window & { readonly id: string })[];
  readonly assignments: readonly Window[];
  readonly conflicts: readonly Window[];
}

export interface MemberOnFile {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | null;
  /** By which the disclosure record names them. */
  readonly disclosureKey: string;
  /** The rest is null for a person found outside any case. */
  readonly relationship: string | null;
  readonly isChild: boolean | null;
  readonly livesWithChild: boolean | null;
  readonly contactWithChild: boolean | null;
  readonly relationships: readonly { readonly to: string; readonly kind: string }[];
  /** Protected, or the viewer has a conflict of interest with them: they resolve to no match. */
  readonly barred: boolean;
  readonly subject: Subject;
  readonly evidence: Evidence;
  /** What sources said in words when they released by hand, by the id of the release. No rule reads it. */
  readonly saidBySources: ReadonlyMap<string, SaidBySource>;
}

export interface SaidBySource {
  readonly statement: string | null;
  readonly conditions: string | null;
}

export interface RecordContext {
  readonly rulebookVersion: number;
  /** What was seen: PostgreSQL's own text of a snapshot. */
  readonly snapshot: string;
  /** The user, their agency and the role they claim are all active and on file. */
  readonly viewerActive: boolean;
  readonly case: CaseOnFile | null;
  /** The person is on the viewer's case, or their agency holds something that is not restricted; always so of a case. */
  readonly known: boolean;
  readonly members: readonly MemberOnFile[];
}

type Open<W> = Omit<W, "from" | "to"> & { from: number | null; to: number | null };
interface ContextRow {
  rulebook: number;
  snapshot: string;
  active: boolean;
  /** Of a person; a case says it by being there. */
  known?: boolean;
  case:
    | (Omit<CaseOnFile, "level" | "agencies" | "assignments" | "conflicts"> & {
        commonLevel: Level["common"];
        statutory: boolean;
        agencies: Open<CaseOnFile["agencies"][number]>[];
        assignments: Open<Window>[];
        conflicts: Open<Window>[];
      })
    | null;
  members: MemberRow[];
}
type MemberRow = Omit<MemberOnFile, "subject" | "evidence" | "barred" | "saidBySources"> & {
  sourceReleases: (Open<Evidence["sourceReleases"][number]> & SaidBySource)[];
  conflicts?: Open<Window>[];
  consents: (Open<Omit<Consent, "givenBy" | "withdrawnAt">> & {
    givenBy: string | null;
    capacity: string;
    withdrawnAt: number | null;
  })[];
  parentalResponsibility: (Open<Window> & { holder: string; restrictedFrom: number | null })[];
  legalStatus: Open<Subject["legalStatus"][number]>[];
  competence: { outcome: "COMPETENT" | "NOT_COMPETENT"; at: number }[];
} & {
  [K in "dispensations" | "determinations" | "courtOrders" | "breakGlass" | "restrictions"]: Open<
    Evidence[K][number]
  >[];
};

/** Where a record's evidence comes from. */
export type EvidenceOnFile = Pick<EvidenceRepository, "ofCase" | "ofPerson">;

export class EvidenceRepository {
  constructor(private readonly pool: Pool) {}

  /** The context of a case; `case` is null where no such case is on file. */
  async ofCase(asker: Asker, caseId: string, at: number): Promise<RecordContext> {
    const { rows } = await this.pool.query<ContextRow>({
      name: "record-context",
      text: RECORD_CONTEXT,
      values: [asker.userId, asker.agencyId, asker.role, caseId],
    });
    return toContext(rows[0]!, at);
  }

  /** The context of a case as it stood in a snapshot; `rulebookVersion` is 0, for the rulebook has a reader of its own. */
  async ofCaseAsItStood(asker: Asker, caseId: string, at: number, snapshot: string): Promise<RecordContext> {
    const { rows } = await this.pool.query<ContextRow>({
      name: "record-context-as-it-stood",
      text: RECORD_CONTEXT_AS_IT_STOOD,
      values: [asker.userId, asker.agencyId, asker.role, caseId, snapshot],
    });
    return toContext(rows[0]!, at);
  }

  /** The context of one person; `members` is empty where the identifier finds nobody. */
  async ofPerson(asker: Asker, system: string, value: string, at: number): Promise<RecordContext> {
    const { rows } = await this.pool.query<ContextRow>({
      name: "person-context",
      text: PERSON_CONTEXT,
      values: [asker.userId, asker.agencyId, asker.role, system, value, new Date(at)],
    });
    return toContext(rows[0]!, at);
  }
}

const toContext = (row: ContextRow, at: number): RecordContext => ({
  rulebookVersion: row.rulebook,
  snapshot: row.snapshot,
  viewerActive: row.active,
  known: row.known ?? row.case !== null,
  case: row.case && toCase(row.case),
  members: row.members.map((it) => toMember(it, at)),
});

function toCase({ commonLevel, statutory, ...it }: NonNullable<ContextRow["case"]>): CaseOnFile {
  return {
    ...it,
    level: { common: commonLevel, statutory },
    agencies: it.agencies.map(closed),
    assignments: it.assignments.map(closed),
    conflicts: it.conflicts.map(closed),
  };
}

/** An open end on file is null; in the rules it is infinite. */
const closed = <W extends Open<Window>>(it: W): W & Window => ({
  ...it,
  from: it.from ?? -Infinity,
  to: it.to ?? Infinity,
});

function toMember(row: MemberRow, at: number): MemberOnFile {
  const { consents, dispensations, determinations, courtOrders, breakGlass, restrictions, sourceReleases, ...rest } =
    row;
  const bars = restrictions.filter((it) => it.code === "X-PROTECTED").map(closed);
  return {
    ...rest,
    barred: anyCovers([...bars, ...(row.conflicts ?? []).map(closed)], at),
    subject: toSubject(row, at),
    evidence: {
      consents: consents.map((it) => ({
        ...closed(it),
        givenBy: giverOf(it.capacity, it.givenBy, row.id),
        withdrawnAt: withdrawalSeen(it.withdrawnAt, at),
      })),
      dispensations: dispensations.map(closed),
      determinations: determinations.map(closed),
      sourceReleases: sourceReleases.map(({ statement: _, conditions: __, ...it }) => closed(it)),
      courtOrders: courtOrders.map(closed),
      breakGlass: breakGlass.map(closed),
      restrictions: restrictions.map(closed),
    },
    saidBySources: saidIn(sourceReleases),
  };
}

/** Nobody withdraws ahead of time: a withdrawal that is seen counts, even where this instance's clock is behind. */
const withdrawalSeen = (withdrawnAt: number | null, at: number): number =>
  withdrawnAt === null ? Infinity : Math.min(withdrawnAt, at);
const NOTHING_SAID: MemberOnFile["saidBySources"] = new Map();

/** Most people have none, and then nothing is made. */
function saidIn(releases: readonly (SaidBySource & { readonly id: string })[]): MemberOnFile["saidBySources"] {
  const said = releases.filter((it) => it.statement !== null || it.conditions !== null);
  if (said.length === 0) return NOTHING_SAID;
  return new Map(said.map(({ id, statement, conditions }) => [id, { statement, conditions }]));
}

/** What the record says of its capacity never makes a giver; who they are does, and the rules weigh that. */
export function giverOf(capacity: string, givenBy: string | null, subjectId: string): string {
  if (capacity === "LA_WITH_PR") return "LA";
  if (capacity === "DEPUTY") return "DEPUTY";
  return givenBy === subjectId ? "SELF" : (givenBy ?? "NOBODY");
}

function toSubject(row: MemberRow, at: number): Subject {
  const assessed = row.competence.find((it) => it.at <= at);
  return {
    id: row.id,
    // Adults are linked by their contact with a child; being written down on a case is not enough.
    linked: row.isChild === true || row.livesWithChild === true || row.contactWithChild === true,
    sixteenAt: row.birthDate === null ? Infinity : birthdayInstant(row.birthDate, 16),
    eighteenAt: row.birthDate === null ? Infinity : birthdayInstant(row.birthDate, 18),
    competence: assessed?.outcome ?? "UNASSESSED",
    parentalResponsibility: row.parentalResponsibility.map((it) => ({
      ...closed(it),
      restrictedFrom: it.restrictedFrom ?? Infinity,
    })),
    legalStatus: row.legalStatus.map(closed),
  };
}

/** Is any of these windows open at the instant? */
export const anyCovers = (windows: readonly Window[], at: number): boolean => windows.some((it) => covers(it, at));

/** The caller's agency owns the case or is involved, they are assigned to it, and no conflict is on file. */
export function isTheirs({ case: file }: RecordContext, { viewer, at }: { viewer: Asker; at: number }): boolean {
  if (!file) return false;
  const owns = file.owner === viewer.agencyId;
  const involved = owns || file.agencies.some((it) => it.id === viewer.agencyId && covers(it, at));
  return involved && anyCovers(file.assignments, at) && !anyCovers(file.conflicts, at);
}

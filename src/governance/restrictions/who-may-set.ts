/** Who may set which restriction, and on what: B5 of the release-decision model. */
import { isHealth, type AgencyKind, type RestrictionCode, type Role } from "../../sharing/vocabulary";

export type Target = "PERSON" | "ITEM";

interface Rule {
  /** Null: any agency. */
  readonly kinds: ((kind: AgencyKind) => boolean) | null;
  /** Null: every practitioner. */
  readonly roles: readonly Role[] | null;
  /**
   * What it can stand on. A restriction on a person binds every source's data, so a code that keeps one agency's own
   * knowledge stands on that agency's items alone.
   */
  readonly on: readonly Target[];
}

const POLICE: Pick<Rule, "kinds" | "roles"> = { kinds: (it) => it === "POLICE", roles: ["POLICE_SAFEGUARDING"] };
const HEALTH: Pick<Rule, "kinds" | "roles"> = {
  kinds: isHealth,
  roles: ["HEALTH_SAFEGUARDING_LEAD", "CALDICOTT_GUARDIAN"],
};
const CSC: Pick<Rule, "kinds" | "roles"> = { kinds: (it) => it === "CSC", roles: ["SOCIAL_WORKER", "CSC_MANAGER"] };
const ANYBODY: Pick<Rule, "kinds" | "roles"> = { kinds: null, roles: null };

/** X-COI is not one of them: who has a conflict of interest is declared (conflicts/). */
export const SETTABLE = {
  "X-PROTECTED": { ...POLICE, on: ["PERSON"] },
  "X-REFUGE": { ...ANYBODY, on: ["PERSON", "ITEM"] },
  "X-ADOPTION": { ...CSC, on: ["PERSON", "ITEM"] },
  "X-GRC": { ...HEALTH, on: ["ITEM"] },
  "X-HFEA": { ...HEALTH, on: ["ITEM"] },
  "X-COURT": { ...CSC, on: ["ITEM"] },
  "X-INTEL": { ...POLICE, on: ["ITEM"] },
  "X-THIRD-PARTY": { ...ANYBODY, on: ["ITEM"] },
  "X-PRIVILEGE": { kinds: (it: AgencyKind) => it === "CSC", roles: ["CSC_MANAGER"], on: ["ITEM"] },
} as const satisfies Partial<Record<RestrictionCode, Rule>>;
export type SettableCode = keyof typeof SETTABLE;
export const SETTABLE_CODES = Object.keys(SETTABLE) as SettableCode[];

const NEVER: ReadonlySet<Role> = new Set(["CASE_AUDITOR", "INFORMATION_GOVERNANCE_LEAD", "INTEGRATOR"]);
/** A Caldicott Guardian looks after what health holds, and works no case. */
const GUARDIAN: Role = "CALDICOTT_GUARDIAN";

export function maySet(code: SettableCode, kind: AgencyKind, role: Role): boolean {
  const { kinds, roles }: Rule = SETTABLE[code];
  if (NEVER.has(role) || (kinds && !kinds(kind))) return false;
  return roles ? roles.includes(role) : role !== GUARDIAN;
}

export const maySetOn = (code: SettableCode, target: Target): boolean =>
  (SETTABLE[code].on as readonly Target[]).includes(target);

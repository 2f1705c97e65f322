/** What is wrong with a document in itself, whatever hub it is meant for. */
import { consentModeOf, isLoosened } from "./consent-modes";
import { CATEGORIES, NO_PERSONS_RECORD } from "../../sharing/vocabulary";
import type { LooseDocument, LooseStanding, Said } from "./loose-document";
import type { Found, Path } from "./yaml-text";

const fault = (path: Path, code: string, message: string): Found => ({ path, code, message });

export const documentFaults = (it: LooseDocument): Found[] => [
  ...windowFaults(it),
  ...duplicates(it),
  ...roleFaults(it),
  ...categoryFaults(it),
  ...consentFaults(it),
  ...it.standing.flatMap((one) => standingFaults(one, it)),
  ...standingTwice(it),
  ...breakGlassFaults(it),
  ...flowFaults(it),
];

function windowFaults({ from, to, reviewDue, standing }: LooseDocument): Found[] {
  const faults: Found[] = [];
  if (from && to && from.it >= to.it) faults.push(fault(to.path, "ENDS_BEFORE_IT_BEGINS", "ends before it begins"));
  if (from && to && reviewDue && from.it < to.it && (reviewDue.it <= from.it || reviewDue.it > to.it)) {
    const message = "the review falls after the beginning, and not after the end";
    faults.push(fault(reviewDue.path, "REVIEW_OUTSIDE_WINDOW", message));
  }
  for (const { madeAt, reviewBy } of standing) {
    if (madeAt && reviewBy && reviewBy.it <= madeAt.it) {
      faults.push(fault(reviewBy.path, "REVIEW_OUTSIDE_WINDOW", "is reviewed after it is made"));
    }
  }
  return faults;
}

function twice(list: readonly Said<string>[]): Found[] {
  const seen = new Set<string>();
  return list.flatMap(({ it, path }) => {
    if (seen.has(it)) return [fault(path, "DUPLICATE", "said twice")];
    seen.add(it);
    return [];
  });
}

const duplicates = (it: LooseDocument): Found[] => [
  ...[it.sources, it.recipients, it.purposes, it.roles].flatMap(twice),
  ...(it.breakGlass ? [it.breakGlass.roles, it.breakGlass.categories].flatMap(twice) : []),
  ...it.standing.flatMap((one) => [...twice(one.categories), ...twice(one.madeBy)]),
];

/** Two that say the same of one holder, purpose and category could say it differently. */
function standingTwice({ standing }: LooseDocument): Found[] {
  const seen = new Map<string, number>();
  return standing.flatMap((one, i) => {
    const said = one.categories.flatMap((category) =>
      one.madeBy.map((by) => `${one.purpose?.it} ${category.it} ${by.it}`),
    );
    const before = said.some((it) => (seen.get(it) ?? i) !== i);
    for (const it of said) if (!seen.has(it)) seen.set(it, i);
    return before ? [fault(one.path, "DUPLICATE", "this holder has already determined one of these")] : [];
  });
}

const roleFaults = (it: LooseDocument): Found[] =>
  [...it.roles, ...(it.breakGlass?.roles ?? [])].flatMap(({ it: role, path }) =>
    NO_PERSONS_RECORD.has(role)
      ? [fault(path, "READS_NO_RECORD", "this role reads no person's record, so no protocol can open one to it")]
      : [],
  );

function categoryFaults({ categories, names }: LooseDocument): Found[] {
  const faults = categories.flatMap(({ it, path, terms }) => {
    const { sensitivity } = CATEGORIES[it];
    return sensitivity === "HR" && terms.manualRelease !== true
      ? [fault(path, "NOT_MANUAL", "is highly restricted: its source releases it by hand; say manualRelease: true")]
      : [];
  });
  const sensitive = categories.find(({ it }) => ["SC", "CR", "HR"].includes(CATEGORIES[it].sensitivity));
  if (sensitive && !names.has("appropriatePolicyDocRef")) {
    const message =
      "special category or criminal offence data need an appropriate policy document (DPA 2018 Sch 1 ¶39); say where it is";
    faults.push(fault(["appropriatePolicyDocRef"], "NO_POLICY_DOCUMENT", message));
  }
  return faults;
}

const consentFaults = ({ consentMode, purposes }: LooseDocument): Found[] =>
  consentMode.flatMap(({ it, path, mode }) => {
    const usual = consentModeOf(it);
    if (isLoosened(usual, mode)) {
      return [fault(path, "CONSENT_LOOSENED", `a protocol may ask for more consent, never for less than ${usual}`)];
    }
    if (usual === "NONE" && mode !== "NONE") {
      const message = "has no effect: for this purpose statute decides before anybody asks for consent";
      return [fault(path, "NO_EFFECT", message)];
    }
    if (!purposes.some((one) => one.it === it)) {
      return [fault(path, "OUT_OF_SCOPE", "is none of this protocol's purposes")];
    }
    return [];
  });

function standingFaults({ purpose, categories, madeBy }: LooseStanding, document: LooseDocument): Found[] {
  const faults: Found[] = [];
  if (purpose && !document.purposes.some((it) => it.it === purpose.it)) {
    faults.push(fault(purpose.path, "OUT_OF_SCOPE", "is none of this protocol's purposes"));
  }
  if (purpose && BEFORE_STANDING.has(purpose.it)) {
    const message = "has no effect: no standing determination is asked for this purpose";
    faults.push(fault(purpose.path, "NO_EFFECT", message));
  }
  for (const { it, path } of categories) {
    const listed = document.categories.find((one) => one.it === it);
    if (!listed) faults.push(fault(path, "OUT_OF_SCOPE", "is none of this protocol's categories"));
    else if (listed.terms.manualRelease === true) {
      faults.push(fault(path, "NO_EFFECT", "has no effect: what is released by hand is decided by hand"));
    }
  }
  for (const { it, path } of madeBy) {
    if (!document.sources.some((one) => one.it === it)) {
      faults.push(fault(path, "NOT_THE_HOLDER", "only a source determines what it holds"));
    }
  }
  return faults;
}

/** Rule 7 answers these by statute or not at all. */
const BEFORE_STANDING: ReadonlySet<string> = new Set([
  "CHILD_PROTECTION_ENQUIRY",
  "CRIME_PREVENTION",
  "QUALITY_ASSURANCE",
  "PROGRAMME_MONITORING",
]);

/** Categories may go beyond the protocol's own: in an emergency that is what breaking the glass is for. */
const breakGlassFaults = ({ breakGlass, roles }: LooseDocument): Found[] =>
  (breakGlass?.roles ?? []).flatMap(({ it, path }) =>
    roles.some((one) => one.it === it) ? [] : [fault(path, "OUT_OF_SCOPE", "is none of this protocol's roles")],
  );

/** Own data needs no protocol, so one agency alone agrees with nobody. */
function flowFaults({ sources, recipients }: LooseDocument): Found[] {
  const parties = new Set([...sources, ...recipients].map((it) => it.it));
  if (sources.length === 0 || recipients.length === 0 || parties.size > 1) return [];
  return [fault(["recipients"], "NO_FLOW", "nothing flows: the one source is the one recipient")];
}

/** What is wrong with a document for the hub that it is meant for: its agencies, what they hold, and what is in force. */
import type { Category } from "../../sharing/vocabulary";
import { didYouMean } from "./did-you-mean";
import type { LooseDocument, Said } from "./loose-document";
import type { Found, Path } from "./yaml-text";

export interface KnownAgency {
  readonly id: string;
  readonly active: boolean;
  readonly categories: ReadonlySet<Category>;
  readonly listedIn16LA: boolean;
}

export interface KnownVersion {
  readonly version: number;
  readonly status: "DRAFT" | "ACTIVE" | "SUSPENDED" | "TERMINATED";
  readonly from: number;
  readonly to: number;
}

export interface KnownHub {
  readonly agencies: ReadonlyMap<string, KnownAgency>;
  /** Of the same protocol. Null where they are not known, as for a file on a desk. */
  readonly versions: readonly KnownVersion[] | null;
  /** Milliseconds since the epoch. Null leaves out what hangs on the day. */
  readonly at: number | null;
}

const fault = (path: Path, code: string, message: string): Found => ({ path, code, message });

export function hubFaults(it: LooseDocument, hub: KnownHub): Found[] {
  return [
    ...[it.sources, it.recipients].flatMap((parties) => partyFaults(parties, hub)),
    ...it.standing.flatMap((one) => unknownMakers(one.madeBy, it, hub)),
    ...contributionFaults(it, hub),
    ...standingFaults(it, hub),
    ...(hub.at !== null && it.to && it.to.it <= hub.at ? [fault(it.to.path, "IN_THE_PAST", "has ended already")] : []),
    ...(hub.versions === null ? [] : versionFaults(it, hub.versions)),
  ];
}

const partyFaults = (parties: readonly Said<string>[], { agencies }: KnownHub): Found[] =>
  parties.flatMap(({ it, path }) => {
    const known = agencies.get(it);
    if (!known) return [fault(path, "UNKNOWN_AGENCY", `no such agency here${didYouMean(it, [...agencies.keys()])}`)];
    return known.active ? [] : [fault(path, "NOT_ACTIVE", "this agency no longer takes part")];
  });

/** One that is no source is told of as that; one that is, as a source. */
const unknownMakers = (makers: readonly Said<string>[], document: LooseDocument, { agencies }: KnownHub): Found[] =>
  makers.flatMap(({ it, path }) =>
    agencies.has(it) || document.sources.some((one) => one.it === it)
      ? []
      : [fault(path, "UNKNOWN_AGENCY", `no such agency here${didYouMean(it, [...agencies.keys()])}`)],
  );

/** Told only where every source is known: an unknown one may be who contributes it. */
function contributionFaults({ sources, categories, breakGlass }: LooseDocument, { agencies }: KnownHub): Found[] {
  const known = sources.map(({ it, path }) => ({ path, agency: agencies.get(it) }));
  if (known.length === 0 || known.some((it) => !it.agency)) return [];
  const nobody = [...categories, ...(breakGlass?.categories ?? [])].filter(
    ({ it }) => !known.some(({ agency }) => agency!.categories.has(it)),
  );
  const listed = [...categories, ...(breakGlass?.categories ?? [])];
  const nothing = known.filter(({ agency }) => !listed.some(({ it }) => agency!.categories.has(it)));
  return [
    ...nobody.map(({ path }) => fault(path, "NOBODY_CONTRIBUTES", "none of the sources contributes this")),
    ...(listed.length === 0
      ? []
      : nothing.map(({ path }) => fault(path, "CONTRIBUTES_NOTHING", "contributes none of these categories"))),
  ];
}

/** Children Act 2004 s.16LA binds those whom it lists, and lets them tell only one another. */
function standingFaults({ standing, recipients }: LooseDocument, { agencies }: KnownHub): Found[] {
  const nobodyListed =
    recipients.length > 0 &&
    recipients.every(({ it }) => agencies.get(it)?.listedIn16LA === false) &&
    standing.length > 0;
  return [
    ...standing.flatMap(({ madeBy, categories }) =>
      madeBy.flatMap(({ it, path }) => {
        const maker = agencies.get(it);
        if (!maker) return [];
        if (!maker.listedIn16LA) return [fault(path, "NOT_LISTED", "is no body that s.16LA binds; it seeks consent")];
        const holds = categories.length === 0 || categories.some((one) => maker.categories.has(one.it));
        return holds ? [] : [fault(path, "NOT_THE_HOLDER", "contributes none of these categories")];
      }),
    ),
    ...(nobodyListed
      ? [fault(standing[0]!.path, "NOT_LISTED", "none of the recipients is a body that s.16LA lists")]
      : []),
  ];
}

function versionFaults(it: LooseDocument, versions: readonly KnownVersion[]): Found[] {
  const faults: Found[] = [];
  const next = Math.max(0, ...versions.map((one) => one.version)) + 1;
  if (it.version !== null && it.version !== next) {
    faults.push(fault(["version"], "NOT_THE_NEXT_VERSION", `the next version is ${next}`));
  }
  const standing = versions.filter((one) => one.status === "ACTIVE" || one.status === "SUSPENDED");
  const replaced = it.supersedes === null ? undefined : standing.find((one) => one.version === it.supersedes);
  if (it.supersedes !== null && !replaced) {
    faults.push(fault(["supersedes"], "NOT_IN_FORCE", "no such version is in force"));
  }
  if (it.from && it.to) {
    for (const one of overlapping(standing, it.from.it, it.to.it)) {
      if (one === replaced) continue;
      const message = `version ${one.version} is in force in this time; if this one takes its place, say supersedes: ${one.version}`;
      faults.push(fault(it.from.path, "OVERLAPS", message));
    }
  }
  return faults;
}

export const overlapping = <V extends { readonly from: number; readonly to: number }>(
  versions: readonly V[],
  from: number,
  to: number,
): V[] => versions.filter((it) => it.from < to && from < it.to);

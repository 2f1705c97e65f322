/**
 * Protocols compiled for deciding. A protocol counts for a flow when it lists both parties and both have signed;
 * from the later signature on, within its own window, while it is ACTIVE.
 */
import { isHighlyRestricted } from "./consent";
import { byId, covers, type Instant, type Window } from "./evidence";
import {
  CATEGORIES,
  isCategory,
  isPurpose,
  isRole,
  NO_PERSONS_RECORD,
  type Category,
  type ConsentMode,
  type MinimumLevel,
  type PermitReason,
  type Purpose,
  type Role,
} from "./vocabulary";

export interface StandingDetermination {
  readonly purpose: Purpose;
  readonly category: Category;
  readonly minimumLevel?: MinimumLevel;
  /** The holders who made it: it opens nothing that another holds. Left out, each of the sources. */
  readonly madeBy?: readonly string[];
  readonly madeAt: Instant;
}

/** An information-sharing protocol (B3) as signed. */
export interface Protocol extends Window {
  readonly id: string;
  readonly version: number;
  readonly status: "DRAFT" | "ACTIVE" | "SUSPENDED" | "TERMINATED";
  readonly signatures: readonly { readonly agency: string; readonly signedAt: Instant }[];
  readonly sources: readonly string[];
  readonly recipients: readonly string[];
  readonly purposes: readonly Purpose[];
  readonly roles: readonly Role[];
  readonly categories: readonly Category[];
  readonly minimumLevel: Partial<Record<Category, MinimumLevel>>;
  /** May tighten the mode of a purpose, never loosen it. */
  readonly consentMode: Partial<Record<Purpose, ConsentMode>>;
  readonly manualReleaseOnly: readonly Category[];
  readonly standingDeterminations: readonly StandingDetermination[];
  /** Category → ISO 8601 duration. */
  readonly lookBack: Partial<Record<Category, string>>;
  readonly existenceMode: Partial<Record<Category, "ALLOW" | "DENY">>;
  readonly breakGlass: { readonly roles: readonly Role[]; readonly categories: readonly Category[] } | null;
}

/** What one protocol says of one category. */
export interface Terms {
  /** Are its values in scope, and is that somebody is involved at all? One may be open without the other. */
  readonly content: boolean;
  readonly existence: boolean;
  readonly minimumLevel: MinimumLevel;
  /** Released by the source's own hand alone. */
  readonly manual: boolean;
  /** ISO 8601 duration. */
  readonly lookBack: string | null;
}

/** A standing determination and how a decision cites it: `protocol@version#purpose category`. */
export interface Standing extends StandingDetermination {
  readonly cites: readonly string[];
}

/** One protocol as it binds one source and one recipient. */
export interface Flow extends Window {
  readonly reference: string;
  readonly purposes: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** What it says of each category that there is. */
  readonly terms: ReadonlyMap<string, Terms>;
  /** By purpose and category. */
  readonly standing: ReadonlyMap<string, ReadonlyMap<string, Standing>>;
  readonly breakGlass: { readonly roles: ReadonlySet<string>; readonly categories: ReadonlySet<string> } | null;
  readonly protocol: Protocol;
}

/** When the law behind a permit is in force. A permit without a row here is never given, own data included (docs/adr/0011). */
export interface LawInForce extends Window {
  readonly reason: PermitReason;
}

export interface Rulebook {
  /** Counts every change of a protocol, a signature or the law. */
  readonly version: number;
  readonly flows: (source: string, recipient: string) => readonly Flow[];
  readonly lawInForce: (reason: PermitReason, at: Instant) => boolean;
}

const NONE: readonly Flow[] = Object.freeze([]);

/** @param protocols every protocol on file; those that bind nobody compile to nothing */
export function compileRulebook(version: number, protocols: readonly Protocol[], law: readonly LawInForce[]): Rulebook {
  const matrix = new Map<string, Map<string, Flow[]>>();
  // in one order wherever they come from, so that of two that say the same a decision always cites the same
  for (const protocol of [...protocols].sort(byReference)) {
    for (const source of protocol.sources) {
      for (const recipient of protocol.recipients) {
        const flow = bind(protocol, source, recipient);
        if (!flow) continue;
        const recipients = matrix.get(source) ?? new Map<string, Flow[]>();
        recipients.set(recipient, [...(recipients.get(recipient) ?? []), flow]);
        matrix.set(source, recipients);
      }
    }
  }
  return {
    version,
    flows: (source, recipient) => matrix.get(source)?.get(recipient) ?? NONE,
    lawInForce: (reason, at) => law.some((row) => row.reason === reason && covers(row, at)),
  };
}

const byReference = (a: Protocol, b: Protocol): number => (a.id === b.id ? a.version - b.version : byId(a, b));

/** Who works on no person's record is in no protocol's scope, even where somebody wrote them into one. */
const mayRead = (role: string): boolean => isRole(role) && !NO_PERSONS_RECORD.has(role);

function bind(protocol: Protocol, source: string, recipient: string): Flow | null {
  // never, where it did not sign
  const signedBy = (agency: string): Instant =>
    Math.min(...protocol.signatures.filter((it) => it.agency === agency).map((it) => it.signedAt));
  if (protocol.status !== "ACTIVE") return null;
  return {
    protocol,
    reference: referenceOf(protocol),
    from: Math.max(protocol.from, signedBy(source), signedBy(recipient)),
    to: protocol.to,
    // words that nobody knows open nothing, even where somebody wrote them into a protocol
    purposes: new Set(protocol.purposes.filter(isPurpose)),
    roles: new Set(protocol.roles.filter(mayRead)),
    terms: new Map(EVERY_CATEGORY.map((it) => [it, termsOf(protocol, it)])),
    standing: standingOf(protocol, source),
    breakGlass: protocol.breakGlass && {
      roles: new Set(protocol.breakGlass.roles.filter(mayRead)),
      categories: new Set(protocol.breakGlass.categories.filter(isCategory)),
    },
  };
}

const EVERY_CATEGORY = Object.keys(CATEGORIES) as Category[];

function termsOf(protocol: Protocol, category: Category): Terms {
  const content = protocol.categories.includes(category);
  const existence = protocol.existenceMode[category];
  return {
    content,
    existence: existence ? existence === "ALLOW" : content,
    minimumLevel: protocol.minimumLevel[category] ?? CATEGORIES[category].minimumLevel,
    manual: isHighlyRestricted(category) || protocol.manualReleaseOnly.includes(category),
    lookBack: protocol.lookBack[category] ?? null,
  };
}

function standingOf(protocol: Protocol, source: string): Flow["standing"] {
  const standing = new Map<string, Map<string, Standing>>();
  for (const it of protocol.standingDeterminations) {
    if (it.madeBy?.includes(source) === false) continue;
    const ofPurpose = standing.get(it.purpose) ?? new Map<string, Standing>();
    ofPurpose.set(it.category, { ...it, cites: [`${referenceOf(protocol)}#${it.purpose} ${it.category}`] });
    standing.set(it.purpose, ofPurpose);
  }
  return standing;
}

const referenceOf = ({ id, version }: Protocol): string => `${id}@${version}`;

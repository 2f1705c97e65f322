/**
 * Protocols compiled for deciding. A protocol counts for a flow when it lists both parties and both have signed;
 * from the later signature on, within its own window, while it is ACTIVE.
 */
import { byId, covers, type Instant, type Window } from "./evidence";
import {
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

/** One protocol as it binds one source and one recipient. */
export interface Flow extends Window {
  readonly reference: string;
  readonly purposes: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
  readonly manual: ReadonlySet<string>;
  /** `purpose category` of each standing determination. */
  readonly standing: ReadonlyMap<string, StandingDetermination>;
  readonly breakGlass: { readonly roles: ReadonlySet<string>; readonly categories: ReadonlySet<string> } | null;
  readonly protocol: Protocol;
}

/** When the law behind a permit is in force. A permit without a row here is never given; own data, which is no disclosure, needs none. */
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
export const determinationKey = (purpose: string, category: string): string => `${purpose} ${category}`;

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

function bind(protocol: Protocol, source: string, recipient: string): Flow | null {
  // never, where it did not sign
  const signedBy = (agency: string): Instant =>
    Math.min(...protocol.signatures.filter((it) => it.agency === agency).map((it) => it.signedAt));
  if (protocol.status !== "ACTIVE") return null;
  return {
    protocol,
    reference: `${protocol.id}@${protocol.version}`,
    from: Math.max(protocol.from, signedBy(source), signedBy(recipient)),
    to: protocol.to,
    // words that nobody knows open nothing, even where somebody wrote them into a protocol
    purposes: new Set(protocol.purposes.filter(isPurpose)),
    roles: new Set(protocol.roles.filter(isRole)),
    categories: new Set(protocol.categories),
    manual: new Set(protocol.manualReleaseOnly),
    standing: new Map(protocol.standingDeterminations.map((it) => [determinationKey(it.purpose, it.category), it])),
    breakGlass: protocol.breakGlass && {
      roles: new Set(protocol.breakGlass.roles.filter((it) => isRole(it) && !NO_PERSONS_RECORD.has(it))),
      categories: new Set(protocol.breakGlass.categories.filter(isCategory)),
    },
  };
}

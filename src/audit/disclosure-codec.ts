/**
 * A disclosure as the text that is chained. People appear as pseudonyms under the audit key, so that an erased key
 * erases the link and leaves the chain; what only governance leads and auditors may read is encrypted under it.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { MinimumLevel, Mode, Outcome, ReasonCode } from "../sharing/vocabulary";
import type { DisclosedDecision, Disclosure, SealedDecision } from "./disclosure";

/** What was answered, the same for many people; said once. */
type AnswerRow = [
  source: string,
  category: string,
  mode: Mode,
  minimumLevel: MinimumLevel | null,
  manual: 0 | 1,
  outcome: Outcome,
  reason: ReasonCode,
  protocol: string | null,
  breakGlassRefused: 0 | 1,
];
/** A decision: whom it is about, which answer, what it cites (as places in `cites`) and what was released. */
type DecisionRow = [subject: number, answer: number, cites: readonly number[], items: readonly string[]];

/** The written form, version 2. */
interface Written {
  v: 2;
  id: string;
  kind: Disclosure["kind"];
  at: string;
  user: string;
  role: string;
  agency: string;
  purpose: string | null;
  publicTask: string | null;
  case: string | null;
  level: string | null;
  rulebook: number;
  snapshot: string | null;
  rulebookSnapshot: string | null;
  found: boolean;
  grounds: Disclosure["grounds"];
  tellFamily: boolean;
  latencyMs: number;
  subjects: string[];
  answers: AnswerRow[];
  cites: string[];
  decisions: DecisionRow[];
  /** AES-256-GCM, bound to the id: nonce ‖ text ‖ tag in base64url; padded, so that its length says nothing. */
  sealed: string;
}

/** A disclosure as read back: its subjects are pseudonyms, its sealed part still sealed. */
export type RecordedDisclosure = Omit<Disclosure, "sealed" | "at"> & { readonly at: string; readonly sealed: string };

const PADDING = 512;
const NONCE = 12;
const TAG = 16;

export class DisclosureCodec {
  /** @param key 32 bytes, from configuration, the same on every instance */
  constructor(private readonly key: Uint8Array) {
    if (key.length !== 32) throw new Error("the audit key has 32 bytes");
  }

  pseudonym(disclosureKey: string): string {
    return createHmac("sha256", this.key).update(disclosureKey).digest("base64url").slice(0, 22);
  }

  encode(it: Disclosure): { body: string; subjects: string[] } {
    const subjects = it.subjects.map((key) => this.pseudonym(key));
    const { answers, cites, decisions } = toRows(it.decisions);
    const written: Written = {
      v: 2,
      id: it.id,
      kind: it.kind,
      at: new Date(it.at).toISOString(),
      user: it.user,
      role: it.role,
      agency: it.agency,
      purpose: it.purpose,
      publicTask: it.publicTask,
      case: it.caseId,
      level: it.level,
      rulebook: it.rulebookVersion,
      snapshot: it.snapshot,
      rulebookSnapshot: it.rulebookSnapshot,
      found: it.found,
      grounds: it.grounds,
      tellFamily: it.tellFamily,
      latencyMs: it.latencyMs,
      subjects,
      answers,
      cites,
      decisions,
      sealed: this.seal(it.id, it.sealed),
    };
    return { body: JSON.stringify(written), subjects };
  }

  decode(body: string): RecordedDisclosure {
    const { v: _, case: caseId, rulebook, answers, cites, decisions, ...rest } = JSON.parse(body) as Written;
    return {
      ...rest,
      caseId,
      rulebookVersion: rulebook,
      decisions: decisions.map((row) => fromRow(row, answers, cites)),
    };
  }

  /** For those entitled. @throws where the key or the text is not the one it was sealed with */
  unseal(id: string, sealed: string): SealedDecision[] {
    const bytes = Buffer.from(sealed, "base64url");
    const open = createDecipheriv("aes-256-gcm", this.key, bytes.subarray(0, NONCE)).setAAD(Buffer.from(id));
    open.setAuthTag(bytes.subarray(-TAG));
    const text = open.update(bytes.subarray(NONCE, -TAG), undefined, "utf8") + open.final("utf8");
    return JSON.parse(text) as SealedDecision[];
  }

  private seal(id: string, decisions: readonly SealedDecision[]): string {
    const text = JSON.stringify(decisions);
    const padded = text.padEnd(Math.ceil((text.length + 1) / PADDING) * PADDING);
    const nonce = randomBytes(NONCE);
    const seal = createCipheriv("aes-256-gcm", this.key, nonce).setAAD(Buffer.from(id));
    return Buffer.concat([nonce, seal.update(padded), seal.final(), seal.getAuthTag()]).toString("base64url");
  }
}

/** Gives each distinct value its place in a list, in the order in which it came. */
class Places<T> {
  readonly list: T[] = [];
  private readonly places = new Map<string, number>();

  of(name: string, value: () => T): number {
    let place = this.places.get(name);
    if (place === undefined) {
      place = this.list.push(value()) - 1;
      this.places.set(name, place);
    }
    return place;
  }
}

function toRows(decided: readonly DisclosedDecision[]): Pick<Written, "answers" | "cites" | "decisions"> {
  const answers = new Places<AnswerRow>();
  const cites = new Places<string>();
  const decisions = decided.map((it): DecisionRow => {
    const { subject, source, category, mode, minimumLevel, manual, outcome, reason, protocol, breakGlassRefused } = it;
    const answer = answers.of(
      `${source} ${category} ${mode} ${minimumLevel} ${manual} ${outcome} ${reason} ${protocol} ${breakGlassRefused}`,
      () => [
        source,
        category,
        mode,
        minimumLevel,
        manual ? 1 : 0,
        outcome,
        reason,
        protocol,
        breakGlassRefused ? 1 : 0,
      ],
    );
    return [subject, answer, it.cites.map((id) => cites.of(id, () => id)), it.items];
  });
  return { answers: answers.list, cites: cites.list, decisions };
}

function fromRow(row: DecisionRow, answers: readonly AnswerRow[], cites: readonly string[]): DisclosedDecision {
  const [subject, answer, cited, items] = row;
  const [source, category, mode, minimumLevel, manual, outcome, reason, protocol, refused] = answers[answer]!;
  return {
    subject,
    source,
    category,
    mode,
    minimumLevel,
    manual: manual === 1,
    outcome,
    reason,
    protocol,
    cites: cited.map((it) => cites[it]!),
    items,
    breakGlassRefused: refused === 1,
  };
}

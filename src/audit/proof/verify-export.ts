/**
 * Checks an export line by line, in memory that does not grow with it: every body against its hash, every hash against
 * the one before, every place against its number, and the Merkle root at every checkpoint, those of the file and those
 * that somebody kept elsewhere. It knows no database and no gateway; it stops at the first thing that is wrong.
 */
import { BEFORE_THE_FIRST, chainHash, leafOf } from "./chain";
import { openCheckpoint, type Checkpoint } from "./checkpoint";
import { readLine, type Head, type Line, type LogCheckpoint, type LogRecord } from "./export-format";
import { Broken, broken, type Finding, type Verdict } from "./findings";
import { Frontier } from "./frontier";
import { isConsistent, type Hash } from "./merkle";
import type { VerifierKey } from "./signed-note";

export interface Trust {
  /** Whose signature counts. Without any, signatures are not checked, and nothing is proven. */
  readonly keys: readonly VerifierKey[];
  /** Checkpoints as they were kept somewhere that the log's keeper could not reach. */
  readonly kept: readonly string[];
  /** The export is of a part: kept checkpoints beyond it are told, and no fault. */
  readonly partial: boolean;
}

/** Where a record should stand, and which one does; null as long as none has followed. */
interface Gap {
  readonly expected: number;
  readonly found: number | null;
}

export class ExportVerifier {
  private readonly tree = new Frontier();
  private head: Head | null = null;
  private previous: Hash = BEFORE_THE_FIRST;
  private checkpoints = 0;
  private last: Checkpoint | null = null;
  /** A number was passed over: whether its record comes later tells a deletion from a change of order. */
  private gap: Gap | null = null;
  private ended = false;
  private finding: Finding | null = null;
  private readonly kept: readonly Checkpoint[];
  private met = 0;

  constructor(private readonly trust: Trust) {
    this.kept = this.guarded(() => trust.kept.map((it) => this.open(it, "a checkpoint that was kept elsewhere"))) ?? [];
  }

  /** @returns whether to go on */
  line(text: string): boolean {
    this.guarded(() => this.read(readLine(text)));
    return this.finding === null;
  }

  verdict(): Verdict {
    this.guarded(() => this.atEnd());
    const size = this.tree.size;
    return {
      finding: this.finding,
      records: this.head ? size - this.head.from + 1 : 0,
      checkpoints: this.checkpoints,
      anchored: this.last?.size ?? null,
      root: this.tree.root().toString("base64"),
      keptMet: this.met,
      notCovered: this.notCovered(),
    };
  }

  private guarded<T>(check: () => T): T | undefined {
    if (this.finding) return undefined;
    try {
      return check();
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      this.finding = error.finding;
      return undefined;
    }
  }

  private get next(): number {
    return this.tree.size + 1;
  }

  private read(line: Line | null): void {
    if (!this.head) return line?.kind === "HEAD" ? this.begin(line) : broken("NOT_AN_EXPORT", null, NOT_AN_EXPORT);
    if (this.gap) return this.lookFor(line, this.gap);
    if (this.ended) return broken("UNREADABLE", null, "something follows the end of the export");
    switch (line?.kind) {
      case "RECORD":
        return this.record(line);
      case "CHECKPOINT":
        return this.checkpoint(line);
      case "END":
        return this.end(line.records, line.checkpoints);
      default:
        return broken("UNREADABLE", this.next, `where record ${this.next} should stand is no line of an export`);
    }
  }

  private begin(head: Head): void {
    for (const { height, hash } of head.subtrees) {
      if (this.tree.size % 2 ** height !== 0) broken("NOT_AN_EXPORT", null, NOT_AN_EXPORT);
      this.tree.push(hash, height);
    }
    const isFirst = head.from === 1 && !head.previousHash.equals(BEFORE_THE_FIRST);
    if (this.tree.size !== head.from - 1 || isFirst) broken("NOT_AN_EXPORT", null, NOT_AN_EXPORT);
    this.head = head;
    this.previous = head.previousHash;
    this.meetKept();
  }

  private record({ seq, previousHash, hash, body }: LogRecord): void {
    const expected = this.next;
    if (seq > expected) return void (this.gap = { expected, found: seq });
    if (seq < expected) broken("DUPLICATED", seq, `record ${seq} stands a second time, where ${expected} should be`);
    if (previousHash !== this.previous.toString("hex")) {
      broken("FORKED", seq, `record ${seq} does not follow record ${seq - 1}: it names another hash before it`);
    }
    const found = chainHash(this.previous, body);
    if (hash !== found.toString("hex")) {
      broken("EDITED", seq, `record ${seq} was edited: its body is not the one that its hash was made of`);
    }
    this.previous = found;
    this.tree.push(leafOf(found));
    this.meetKept();
  }

  private lookFor(line: Line | null, { expected, found }: Gap): void {
    if (line?.kind !== "RECORD") return;
    if (line.seq !== expected) return void (this.gap = { expected, found: found ?? line.seq });
    const instead = found === null ? "a checkpoint that covers it" : `${found}`;
    broken("OUT_OF_ORDER", expected, `record ${expected} is out of order: ${instead} stands in its place`);
  }

  private checkpoint({ note, since }: LogCheckpoint): void {
    const it = this.open(note, `the checkpoint behind record ${this.tree.size}`);
    if (it.origin !== this.head!.origin) broken("CHECKPOINT_KEY", null, `a checkpoint is of another log, ${it.origin}`);
    if (it.size > this.tree.size) return void (this.gap = { expected: this.next, found: null });
    if (it.size < this.tree.size) {
      broken("CHECKPOINT_MISPLACED", null, `the checkpoint of ${it.size} stands behind record ${this.tree.size}`);
    }
    this.mustAgree(it, "the checkpoint");
    const before = this.last ?? { size: 0, root: new Frontier().root() };
    const isFollowed = since.size === before.size && isConsistent({ from: before, to: it, proof: since.proof });
    if (!isFollowed) {
      const says = `the proof that the checkpoint of ${it.size} continues the one of ${before.size} does not hold`;
      broken("INCONSISTENT", null, says);
    }
    this.last = it;
    this.checkpoints += 1;
  }

  private open(note: string, which: string): Checkpoint {
    const { checkpoint, fault } = openCheckpoint(note, this.trust.keys);
    if (fault === "FORGED") broken("CHECKPOINT_FORGED", null, `${which} does not bear its key's signature`);
    const isUnknown = this.trust.keys.length > 0 && fault === "UNKNOWN_KEY";
    if (isUnknown) broken("CHECKPOINT_KEY", null, `${which} is not signed by any key that you gave`);
    return checkpoint ?? broken("UNREADABLE", null, `${which} is no checkpoint`);
  }

  private mustAgree(it: Checkpoint, which: string): void {
    if (it.root.equals(this.tree.root())) return;
    const first = Math.max(this.last?.size ?? 0, this.head!.from - 1) + 1;
    const says = `${which} of ${it.size} is of other records: between ${first} and ${it.size} the log was rewritten, its chain made again`;
    broken("REWRITTEN", Math.min(first, it.size), says);
  }

  private meetKept(): void {
    for (const it of this.kept) {
      if (it.size !== this.tree.size) continue;
      if (it.origin !== this.head!.origin) broken("CHECKPOINT_KEY", null, `a checkpoint kept is of ${it.origin}`);
      this.mustAgree(it, "the checkpoint kept elsewhere");
      this.met += 1;
    }
  }

  private end(records: number, checkpoints: number): void {
    const { from, to } = this.head!;
    const has = this.tree.size - from + 1;
    if (this.tree.size !== to || records !== has) {
      broken("TRUNCATED", this.next, `the export ends before record ${this.next}; it was of ${from} to ${to}`);
    }
    if (checkpoints !== this.checkpoints) {
      broken("CHECKPOINT_MISPLACED", null, `of ${checkpoints} checkpoints ${this.checkpoints} are here`);
    }
    this.ended = true;
  }

  private atEnd(): void {
    if (this.gap) missing(this.gap);
    if (!this.head) broken("NOT_AN_EXPORT", null, NOT_AN_EXPORT);
    if (!this.ended)
      broken("CUT_OFF", this.next, `the file was cut off where record ${this.next}, or its end, should be`);
    const [beyond] = this.notCovered();
    if (beyond === undefined || this.trust.partial) return;
    const { to } = this.head!;
    if (beyond > to) {
      const says = `a checkpoint kept elsewhere covers ${beyond} records and this log has ${to}: the rest was cut off`;
      broken("TRUNCATED", to + 1, says);
    }
    broken(
      "NOT_COVERED",
      null,
      `a checkpoint kept elsewhere, of ${beyond}, lies before the first record of this export`,
    );
  }

  private notCovered(): number[] {
    const { from, to } = this.head ?? { from: 1, to: 0 };
    return this.kept.flatMap((it) => (it.size < from - 1 || it.size > to ? [it.size] : [])).sort((a, b) => b - a);
  }
}

function missing({ expected, found }: Gap): never {
  if (found === null) {
    const says = `record ${expected} is not here, though a checkpoint covers it: the log was cut off`;
    return broken("TRUNCATED", expected, says);
  }
  const which = found - expected === 1 ? `record ${expected} is` : `records ${expected} to ${found - 1} are`;
  return broken("MISSING", expected, `${which} missing: ${found} follows ${expected - 1}`);
}

const NOT_AN_EXPORT = "this is no export of a disclosure record";

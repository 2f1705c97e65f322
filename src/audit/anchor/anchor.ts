/**
 * Anchors the disclosure record: signs its Merkle root at intervals and writes that where the database cannot reach it.
 * No root is signed that does not continue the latest checkpoint; where the record no longer does, it was rewritten, and
 * nothing is released. Nor is anything while records wait for their checkpoint longer than they may.
 */
import type { Pool, PoolClient } from "pg";
import { openCheckpoint, signCheckpoint, type Checkpoint, type TreeHead } from "../proof/checkpoint";
import type { Frontier } from "../proof/frontier";
import { EMPTY_ROOT, isConsistent } from "../proof/merkle";
import type { SignerKey, VerifierKey } from "../proof/signed-note";
import { consistencyProof } from "../proof/subtrees";
import type { Gate } from "./anchored-log";
import { CheckpointDirectory } from "./checkpoint-directory";
import { incidentId, type Incident } from "./incident";
import { RecordBroken } from "./record-broken";
import { RecordTree } from "./record-tree";
import { copyCheckpoint, latestCheckpoint, waitingSince } from "./waiting";
import { takeConnection } from "../../sources/taken-connection";

export interface AnchorSettings {
  readonly signer: SignerKey;
  /** Keys that signed earlier: what they signed is still continued. */
  readonly formerKeys: readonly VerifierKey[];
  readonly directory: string;
  readonly intervalMs: number;
  /** How long a record may wait for its checkpoint. */
  readonly graceMs: number;
}

export interface AnchorParts extends AnchorSettings {
  readonly pool: Pool;
  readonly now: () => number;
  readonly report: (event: string) => void;
  /** Tells those who govern. */
  readonly tell: (incident: Incident, at: number) => Promise<void>;
}

const LOCK = "SELECT pg_advisory_lock(hashtext('disclosure_checkpoint'))";
const UNLOCK = "SELECT pg_advisory_unlock(hashtext('disclosure_checkpoint'))";
/** PostgreSQL: another instance has the lock, and does the work. */
const LOCK_NOT_AVAILABLE = "55P03";
const RECHECKED_AT_ONCE = 4;
const BLOCK = 256;

export class Anchor implements Gate {
  readonly keys: readonly VerifierKey[];
  private readonly directory: CheckpointDirectory;
  private since: number | null = null;
  private broken: string | null = null;
  private said: string | null = null;
  private timer: NodeJS.Timeout | null = null;
  private turning: Promise<void> | null = null;
  private stopped = false;

  constructor(private readonly parts: AnchorParts) {
    this.keys = [parts.signer, ...parts.formerKeys];
    this.directory = new CheckpointDirectory(parts.directory);
  }

  readonly mayRelease = (): boolean => this.broken === null && !this.isOverdue(this.parts.graceMs);

  readonly waits = (): void => {
    this.since ??= this.parts.now();
  };

  /** Resolves after the first turn: whether anything may be released is known from then on. */
  async start(): Promise<void> {
    await this.turn();
    this.schedule();
  }

  /** What was recorded until now is anchored, where it can be. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.turn();
  }

  /** One after the other, whoever asks. */
  turn(): Promise<void> {
    const turn = (this.turning ?? Promise.resolve()).then(() => this.anchorAndWatch());
    this.turning = turn;
    return turn;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.turn().finally(() => this.schedule()), this.parts.intervalMs);
    this.timer.unref();
  }

  private isOverdue(afterMs: number): boolean {
    return this.since !== null && this.parts.now() - this.since > afterMs;
  }

  private async anchorAndWatch(): Promise<void> {
    let failure: string | null = null;
    try {
      if (await this.anchor()) this.broken = null;
    } catch (error) {
      failure = wordsFor(error);
      if (error instanceof RecordBroken) this.broken = failure;
    }
    // without a database nothing is told; nor recorded, so nor released
    if (this.broken !== null) await this.inform("RECORD_REWRITTEN", this.broken, null).catch(() => undefined);
    await this.watch().catch(() => undefined);
    this.tell(failure);
  }

  /** What changed, once; for the operator. */
  private tell(failure: string | null): void {
    const stopped = this.mayRelease() ? "" : "; nothing is released";
    const state = failure === null ? stopped && `checkpoints are overdue${stopped}` : `${failure}${stopped}`;
    if (state === (this.said ?? "")) return;
    this.said = state;
    this.parts.report(state === "" ? "checkpoints: anchored again" : `checkpoints: ${state}`);
  }

  /** @returns false where another instance is at it */
  private async anchor(): Promise<boolean> {
    const { client: session, giveBack } = await takeConnection(this.parts.pool);
    let isFit = false;
    try {
      await session.query(LOCK);
      await this.anchorLocked(session);
      await session.query(UNLOCK);
      isFit = true;
      return true;
    } catch (error) {
      isFit = (error as { code?: string }).code === LOCK_NOT_AVAILABLE;
      if (!isFit) throw error;
      return false;
    } finally {
      giveBack(!isFit); // with its connection a lock goes too
    }
  }

  private async anchorLocked(session: PoolClient): Promise<void> {
    const here = this.trusted(await this.directory.latest());
    const copied = await latestCheckpoint(session, this.keys);
    const tree = new RecordTree(session);
    const size = await tree.size();
    const anchored = Math.max(here?.size ?? 0, copied?.size ?? 0);
    if (anchored > size) throw new RecordBroken(`${anchored} records were anchored and ${size} are there`);
    const grown = await tree.grown(size);
    for (const it of [here, copied]) if (it) await mustContinue(it, grown, tree);
    await this.recheckSome(tree, size);
    const latest = size > (here?.size ?? 0) ? await this.write({ size, root: grown.root() }) : here;
    if (latest && latest.size > (copied?.size ?? 0)) await copyCheckpoint(session, latest);
  }

  private async write(head: TreeHead): Promise<Checkpoint> {
    const checkpoint = signCheckpoint(head, this.parts.signer);
    await this.directory.write(checkpoint);
    return checkpoint;
  }

  /** @throws Error where the keys at hand did not sign it: it may be anybody's */
  private trusted(note: string | null): Checkpoint | null {
    if (note === null) return null;
    const { checkpoint, fault } = openCheckpoint(note, this.keys);
    if (fault !== null || checkpoint.origin !== this.parts.signer.name) {
      throw new NotTrusted("the latest checkpoint is not signed by a key that this gateway knows");
    }
    return checkpoint;
  }

  /** In the course of time all of it is read again, so that a record edited in its place is noticed while running. */
  private async recheckSome(tree: RecordTree, size: number): Promise<void> {
    const blocks = Math.floor(size / BLOCK);
    const turn = Math.floor(this.parts.now() / this.parts.intervalMs);
    for (let i = 0; i < Math.min(RECHECKED_AT_ONCE, blocks); i += 1) {
      await tree.recheck((turn * RECHECKED_AT_ONCE + i) % blocks);
    }
  }

  /** Since when the oldest record waits that no instance has anchored: from the database, so that a restart forgives none. */
  private async watch(): Promise<void> {
    const waiting = await waitingSince(this.parts.pool, this.keys);
    this.since = waiting?.since ?? null;
    if (waiting && this.isOverdue(this.parts.graceMs / 2)) {
      await this.inform("CHECKPOINT_OVERDUE", `${waiting.seq}`, waiting.since + this.parts.graceMs);
    }
  }

  private inform(topic: Incident["topic"], what: string, dueAt: number | null): Promise<void> {
    const reference = incidentId(topic, `${this.parts.signer.name} ${what}`);
    return this.parts.tell({ topic, reference, dueAt }, this.parts.now());
  }
}

class NotTrusted extends Error {}

/** @throws RecordBroken where the tree is not one that this checkpoint grew into */
async function mustContinue(from: Checkpoint, grown: Frontier, tree: RecordTree): Promise<void> {
  const to = { size: grown.size, root: grown.root() };
  const isIt =
    from.size === 0
      ? from.root.equals(EMPTY_ROOT)
      : isConsistent({ from, to, proof: await consistencyProof(from.size, to.size, tree.subtree) });
  if (!isIt) throw new RecordBroken(`the record does not continue its checkpoint of ${from.size}: it was rewritten`);
}

/** Never a value: a database's own words may quote one. */
function wordsFor(error: unknown): string {
  if (error instanceof RecordBroken || error instanceof NotTrusted) return error.message;
  const { code } = error as { code?: unknown };
  return `cannot be written (${typeof code === "string" ? code : "failed"})`;
}

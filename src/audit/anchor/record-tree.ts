/**
 * The Merkle tree over the disclosure record, as it stands in the database. Complete subtrees of 256, 65,536, … records
 * are stored; so to go on, to tell the root or to prove something takes a few hundred short rows, however long the log.
 */
import { chainHash, BEFORE_THE_FIRST, leafOf } from "../proof/chain";
import { Frontier } from "../proof/frontier";
import { nodeHash, type Hash } from "../proof/merkle";
import type { Subtree, Subtrees } from "../proof/subtrees";
import { RecordBroken } from "./record-broken";

/** A pool, or one connection of it. */
export interface Database {
  query<T extends object>(text: string, values?: unknown[]): Promise<{ rows: T[] }>;
}

/** Subtrees are stored at every eighth level. */
export const STEP = 8;
const BLOCK = 2 ** STEP;
/** 2^40 records: at a thousand a second, for 35 years. */
const LEVELS = [32, 24, 16, 8, 0];
const ROWS_AT_ONCE = 1_000;
const REMEMBERED = 64;

interface Row {
  readonly seq: string;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
  readonly body: string;
}

export class RecordTree {
  private readonly blocks = new Map<string, Hash[]>();

  constructor(private readonly database: Database) {}

  /** How many records there are. */
  async size(): Promise<number> {
    const { rows } = await this.database.query<{ size: string }>(
      "SELECT coalesce(max(seq), 0) AS size FROM disclosure_record",
    );
    return Number(rows[0]!.size);
  }

  /** The root of any complete subtree of what is stored. @throws RecordBroken where a part of it is not there */
  readonly subtree: Subtrees = async ({ height, index }: Subtree): Promise<Hash> => {
    const level = height - (height % STEP);
    const [first, count] = [index * 2 ** (height - level), 2 ** (height - level)];
    const block = Math.floor(first / BLOCK);
    const offset = first - block * BLOCK;
    const hashes = (await this.block(level, block, offset + count)).slice(offset, offset + count);
    if (hashes.length < count) {
      throw new RecordBroken(
        `the tree over records ${first * 2 ** level + 1} to ${(first + count) * 2 ** level} has gaps`,
      );
    }
    return folded(hashes);
  };

  /**
   * The tree over the first `size` records, whose chain is checked from the last stored subtree on. Subtrees that became
   * complete are stored. @throws RecordBroken
   */
  async grown(size: number): Promise<Frontier> {
    let complete: { level: number; index: number; root: Hash }[] = [];
    let isLoaded = false;
    const tree = new Frontier((level, index, root) => {
      if (isLoaded && level > 0 && level % STEP === 0) complete.push({ level, index, root });
    });
    const stored = Math.min(await this.stored(), Math.floor(size / BLOCK) * BLOCK);
    await this.load(tree, stored);
    isLoaded = true;
    let previous = await this.lastHashOf(stored);
    while (tree.size < size) {
      const rows = await this.rows(tree.size + 1, Math.min(tree.size + ROWS_AT_ONCE, size));
      previous = mustFollow(rows, tree.size + 1, previous);
      for (const { hash } of rows) tree.push(leafOf(hash));
      await this.store(complete);
      complete = [];
    }
    return tree;
  }

  /** Reads a block of 256 records again, bodies and all. @throws RecordBroken where it is not what was stored */
  async recheck(block: number): Promise<void> {
    const from = block * BLOCK + 1;
    const before = block === 0 ? BEFORE_THE_FIRST : await this.hashOf(from - 1);
    const rows = await this.rows(from, from + BLOCK - 1);
    mustFollow(rows, from, before);
    const root = await this.subtree({ height: STEP, index: block });
    if (!folded(rows.map(({ hash }) => leafOf(hash))).equals(root)) {
      throw new RecordBroken(`records ${from} to ${from + BLOCK - 1} are not those that were anchored`);
    }
  }

  /** How many records the stored subtrees cover. */
  async stored(): Promise<number> {
    const { rows } = await this.database.query<{ blocks: string }>(
      "SELECT coalesce(max(index) + 1, 0) AS blocks FROM disclosure_subtree WHERE level = $1",
      [STEP],
    );
    return Number(rows[0]!.blocks) * BLOCK;
  }

  async hashOf(seq: number): Promise<Hash> {
    const { rows } = await this.database.query<{ hash: Buffer }>("SELECT hash FROM disclosure_record WHERE seq = $1", [
      seq,
    ]);
    if (!rows[0]) throw new RecordBroken(`record ${seq} is missing`);
    return rows[0].hash;
  }

  private async load(tree: Frontier, size: number): Promise<void> {
    for (const level of LEVELS) {
      const width = 2 ** level;
      while (size - tree.size >= width) {
        tree.push(await this.subtree({ height: level, index: tree.size / width }), level);
      }
    }
  }

  /** Whoever rewrote any record and its chain has changed the last hash: so the block that it stands in is read again. */
  private async lastHashOf(stored: number): Promise<Hash> {
    if (stored === 0) return BEFORE_THE_FIRST;
    await this.recheck(stored / BLOCK - 1);
    return this.hashOf(stored);
  }

  private async rows(from: number, to: number): Promise<Row[]> {
    const { rows } = await this.database.query<Row>(
      "SELECT seq, previous_hash, hash, body FROM disclosure_record WHERE seq BETWEEN $1 AND $2 ORDER BY seq",
      [from, to],
    );
    if (rows.length < to - from + 1) throw new RecordBroken(`of records ${from} to ${to} some are missing`);
    return rows;
  }

  private async store(complete: readonly { level: number; index: number; root: Hash }[]): Promise<void> {
    if (complete.length === 0) return;
    await this.database.query(
      `INSERT INTO disclosure_subtree (level, index, root)
       SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[]) ON CONFLICT DO NOTHING`,
      [complete.map((it) => it.level), complete.map((it) => it.index), complete.map((it) => it.root)],
    );
  }

  /** @param needed how many of it; a block that was not yet so long is read again */
  private async block(level: number, block: number, needed: number): Promise<Hash[]> {
    const name = `${level} ${block}`;
    const known = this.blocks.get(name);
    if (known && known.length >= needed) return known;
    const read = await this.readBlock(level, block);
    if (this.blocks.size >= REMEMBERED) this.blocks.clear();
    this.blocks.set(name, read);
    return read;
  }

  private async readBlock(level: number, block: number): Promise<Hash[]> {
    const first = block * BLOCK;
    const { rows } = await this.database.query<{ place: string; hash: Buffer }>(
      level === 0
        ? "SELECT seq - 1 AS place, hash FROM disclosure_record WHERE seq > $1 AND seq <= $2 ORDER BY seq"
        : `SELECT index AS place, root AS hash FROM disclosure_subtree
           WHERE level = ${level} AND index >= $1 AND index < $2 ORDER BY index`,
      [first, first + BLOCK],
    );
    const hashes: Hash[] = [];
    for (const { place, hash } of rows) {
      if (Number(place) !== first + hashes.length) break;
      hashes.push(level === 0 ? leafOf(hash) : hash);
    }
    return hashes;
  }
}

/** @returns the last hash */
function mustFollow(rows: readonly Row[], from: number, before: Hash): Hash {
  let previous = before;
  for (const [i, row] of rows.entries()) {
    const seq = from + i;
    if (Number(row.seq) !== seq) throw new RecordBroken(`record ${seq} is missing`);
    if (!row.previous_hash.equals(previous)) throw new RecordBroken(`record ${seq} does not follow record ${seq - 1}`);
    if (!row.hash.equals(chainHash(previous, row.body))) throw new RecordBroken(`record ${seq} was edited`);
    previous = row.hash;
  }
  return previous;
}

function folded(hashes: readonly Hash[]): Hash {
  let level = hashes;
  while (level.length > 1) {
    level = Array.from({ length: level.length / 2 }, (_, i) => nodeHash(level[2 * i]!, level[2 * i + 1]!));
  }
  return level[0]!;
}

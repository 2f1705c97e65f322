/** The tree against the reference vectors of Certificate Transparency, and every (m, n) of small trees. */
import { Frontier } from "../../../src/audit/proof/frontier";
import { EMPTY_ROOT, isConsistent, isIncluded, leafHash, nodeHash, type Hash } from "../../../src/audit/proof/merkle";
import { consistencyProof, inclusionProof, rootOf, type Subtrees } from "../../../src/audit/proof/subtrees";
import { proofSize } from "../../proof-size";

// certificate-transparency, test vectors of its Merkle tree
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"].map(
  (it) => leafHash(Buffer.from(it, "hex")),
);
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const LARGEST = proofSize(40, 130);
const leaves = Array.from({ length: LARGEST }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));

/** MTH of RFC 6962 §2.1, as it is written there. */
function mth(of: readonly Hash[]): Hash {
  if (of.length === 0) return EMPTY_ROOT;
  if (of.length === 1) return of[0]!;
  let k = 1;
  while (k * 2 < of.length) k *= 2;
  return nodeHash(mth(of.slice(0, k)), mth(of.slice(k)));
}
const subtreesOver =
  (of: readonly Hash[]): Subtrees =>
  ({ height, index }) => {
    const width = 2 ** height;
    expect(of.length).toBeGreaterThanOrEqual((index + 1) * width); // only complete ones are asked for
    return Promise.resolve(mth(of.slice(index * width, (index + 1) * width)));
  };
const hex = (all: readonly Hash[]) => all.map((it) => it.toString("hex"));

test("roots of the reference vectors, at once and one leaf after the other", async () => {
  const frontier = new Frontier();
  for (const [i, leaf] of LEAVES.entries()) {
    frontier.push(leaf);
    expect(frontier.root().toString("hex")).toBe(ROOTS[i]);
    expect((await rootOf(i + 1, subtreesOver(LEAVES))).toString("hex")).toBe(ROOTS[i]);
  }
  expect(new Frontier().root().toString("hex")).toBe(
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
});

test("proofs of the reference vectors", async () => {
  const proof = async (index: number, size: number) => hex(await inclusionProof(index, size, subtreesOver(LEAVES)));
  expect(await proof(0, 1)).toEqual([]);
  expect(await proof(0, 8)).toEqual([
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
  ]);
  expect(await proof(2, 3)).toEqual(["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]);
  expect(hex(await consistencyProof(6, 8, subtreesOver(LEAVES)))).toEqual([
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  ]);
});

test(`every leaf of every tree up to ${LARGEST}: its proof holds, and for no other leaf, place or size`, async () => {
  for (let size = 1; size <= LARGEST; size += 1) {
    const of = leaves.slice(0, size);
    const root = mth(of);
    for (let index = 0; index < size; index += 1) {
      const it = { index, size, leaf: of[index]!, root, proof: await inclusionProof(index, size, subtreesOver(of)) };
      expect(isIncluded(it)).toBe(true);
      expect(isIncluded({ ...it, leaf: leafHash(Buffer.from("another")) })).toBe(false);
      expect(isIncluded({ ...it, index: index + 1 })).toBe(false);
      expect(isIncluded({ ...it, proof: [...it.proof, root] })).toBe(false);
      if (size > 1) expect(isIncluded({ ...it, proof: it.proof.slice(1) })).toBe(false);
      if (size > 1) expect(isIncluded({ ...it, proof: it.proof.slice(0, -1) })).toBe(false);
      for (let i = 0; i < it.proof.length; i += 1) {
        expect(isIncluded({ ...it, proof: it.proof.with(i, root) })).toBe(false);
      }
    }
    const no = { index: size, size, leaf: of[0]!, root, proof: [] };
    for (const index of [size, -1, 0.5, Number.NaN]) expect(isIncluded({ ...no, index })).toBe(false);
  }
});

test(`every (m, n) up to ${LARGEST}: consistent, and with no other root or proof`, async () => {
  const roots = Array.from({ length: LARGEST + 1 }, (_, n) => mth(leaves.slice(0, n)));
  for (let n = 0; n <= LARGEST; n += 1) {
    for (let m = 0; m <= n; m += 1) {
      const proof = await consistencyProof(m, n, subtreesOver(leaves.slice(0, n)));
      const it = { from: { size: m, root: roots[m]! }, to: { size: n, root: roots[n]! }, proof };
      expect(isConsistent(it)).toBe(true);
      const other = leafHash(Buffer.from("another"));
      expect(isConsistent({ ...it, from: { size: m, root: other } })).toBe(false);
      if (m > 0) expect(isConsistent({ ...it, to: { size: n, root: other } })).toBe(false);
      expect(isConsistent({ ...it, proof: [...proof, other] })).toBe(false);
      if (proof.length > 0) expect(isConsistent({ ...it, proof: proof.slice(1) })).toBe(false);
      for (let i = 0; i < proof.length; i += 1)
        expect(isConsistent({ ...it, proof: proof.with(i, other) })).toBe(false);
      if (n > m) expect(isConsistent({ from: it.to, to: it.from, proof })).toBe(false);
    }
  }
});

test("the frontier tells every subtree that becomes complete, once, with its root and place", () => {
  const told: string[] = [];
  const frontier = new Frontier((height, index, hash) => told.push(`${height} ${index} ${hash.toString("hex")}`));
  for (const it of leaves) frontier.push(it);
  const expected: string[] = [];
  for (let height = 0; 2 ** height <= LARGEST; height += 1) {
    for (let index = 0; (index + 1) * 2 ** height <= LARGEST; index += 1) {
      const root = mth(leaves.slice(index * 2 ** height, (index + 1) * 2 ** height));
      expected.push(`${height} ${index} ${root.toString("hex")}`);
    }
  }
  expect([...told].sort()).toEqual([...expected].sort());
});

test("a frontier goes on from its subtrees", () => {
  for (let size = 0; size < LARGEST; size += 1) {
    const [whole, resumed] = [new Frontier(), new Frontier()];
    for (const it of leaves.slice(0, size)) whole.push(it);
    for (const { height, hash } of whole.subtrees) resumed.push(hash, height);
    for (const it of leaves.slice(size, size + 3)) resumed.push(it);
    expect(resumed.root()).toEqual(mth(leaves.slice(0, size + 3)));
  }
  const odd = new Frontier();
  odd.push(leaves[0]!);
  expect(() => odd.push(leaves[1]!, 1)).toThrow("where one of its height begins");
});

test("beyond 2^32 leaves, where shifts would fail", async () => {
  const filled = (height: number): Hash =>
    height === 0 ? leaves[0]! : nodeHash(filled(height - 1), filled(height - 1));
  const cache = new Map<number, Hash>();
  const same: Subtrees = ({ height }) => {
    let hash = cache.get(height);
    if (!hash) {
      hash = height < 8 ? filled(height) : nodeHash(cache.get(height - 1)!, cache.get(height - 1)!);
      cache.set(height, hash);
    }
    return Promise.resolve(hash);
  };
  for (let height = 0; height <= 45; height += 1) await same({ height, index: 0 });
  const [m, n] = [2 ** 33 + 12_345, 2 ** 40 + 7];
  const [from, to] = [await rootOf(m, same), await rootOf(n, same)];
  const proof = await inclusionProof(m, n, same);
  expect(isIncluded({ index: m, size: n, leaf: leaves[0]!, root: to, proof })).toBe(true);
  const path = await consistencyProof(m, n, same);
  expect(isConsistent({ from: { size: m, root: from }, to: { size: n, root: to }, proof: path })).toBe(true);
});

/** Notes, keys and checkpoints against what other tools wrote, and against what nobody should take. */
import { notesIn, openCheckpoint, signCheckpoint } from "../../../src/audit/proof/checkpoint";
import { EMPTY_ROOT, leafHash } from "../../../src/audit/proof/merkle";
import {
  openNote,
  readSigner,
  readVerifier,
  signerOf,
  signerText,
  signNote,
} from "../../../src/audit/proof/signed-note";

const SEED = new Uint8Array(32).fill(5);
const NAME = "example.org/family-record";
const signer = signerOf(NAME, SEED);
const other = signerOf(NAME, new Uint8Array(32).fill(6));

describe("as Go's sumdb/note has it", () => {
  const peter = readVerifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")!;
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
  it("opens its example", () => {
    expect(openNote(note, [peter])).toMatchObject({ text, forged: false, signedBy: [{ name: "PeterNeumann" }] });
    expect(openNote(note.replace("answer", "cause"), [peter])).toMatchObject({ forged: true, signedBy: [] });
  });
  it("reads and writes its keys", () => {
    const key = "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";
    const read = readSigner(key)!;
    expect(read).toMatchObject({ name: "example.com/log/testdata", id: "33d7b496" });
    expect(signerText(read.name, Buffer.from(key.split("+").slice(4).join("+"), "base64").subarray(1))).toBe(key);
  });
});

describe("keys", () => {
  it("come back from their text", () => {
    expect(readSigner(signerText(NAME, SEED))!.text).toBe(signer.text);
    expect(readVerifier(signer.text)!.id).toBe(signer.id);
  });
  it.each([
    ["", "empty"],
    ["x", "one word"],
    [signer.text.replace(signer.id, "00000000"), "an id that is not the key's"],
    [signer.text.replace("example.org", "example.com"), "a name that is not the key's"],
    [signer.text.slice(0, -4), "cut off"],
    [`${signer.text}\n`, "with a newline"],
  ])("%s is none: %s", (text) => {
    expect(readVerifier(text)).toBeNull();
    expect(readSigner(`PRIVATE+KEY+${text}`)).toBeNull();
  });
  it("have names without spaces and +", () => {
    for (const name of ["", "a b", "a+b", "a\nb", "a\u0000b"]) expect(() => signerOf(name, SEED)).toThrow("spaces");
  });
});

describe("checkpoints", () => {
  const head = { size: 12, root: leafHash(Buffer.from("x")) };
  const { note } = signCheckpoint(head, signer);
  it("are what C2SP writes", () => {
    expect(note).toMatch(
      /^example\.org\/family-record\n12\n[A-Za-z0-9+/]{43}=\n\n— example\.org\/family-record \S+\n$/,
    );
    expect(openCheckpoint(note, [signer])).toMatchObject({ fault: null, checkpoint: { ...head, origin: NAME, note } });
  });
  it("of a key nobody knows, forged, or none at all", () => {
    expect(openCheckpoint(note, [other]).fault).toBe("UNKNOWN_KEY");
    expect(openCheckpoint(note, []).fault).toBe("UNKNOWN_KEY");
    expect(openCheckpoint(note.replace("\n12\n", "\n13\n"), [signer]).fault).toBe("FORGED");
    for (const it of ["", "x", "\n\n", note.slice(0, -1), note.replace("\n12\n", "\n012\n"), note.replace("— ", "- ")])
      expect(openCheckpoint(it, [signer]).fault).toBe("NOT_A_CHECKPOINT");
    const short = signNote(`${NAME}\n1\n${EMPTY_ROOT.subarray(1).toString("base64")}\n`, signer);
    expect(openCheckpoint(short, [signer]).fault).toBe("NOT_A_CHECKPOINT");
  });
  it("take a second signature, of a new key or a witness, and a forged one of a known key spoils them", () => {
    const both = `${note}${note === "" ? "" : signCheckpoint(head, other).note.split("\n\n")[1]}`;
    expect(openCheckpoint(both, [other]).fault).toBeNull();
    expect(openCheckpoint(both, [signer]).fault).toBeNull();
    const forged = `${note}${signCheckpoint({ ...head, size: 13 }, other).note.split("\n\n")[1]}`;
    expect(openCheckpoint(forged, [signer]).fault).toBeNull();
    expect(openCheckpoint(forged, [signer, other]).fault).toBe("FORGED");
  });
  it("no byte of one can be another", () => {
    const bytes = Buffer.from(note);
    for (let i = 0; i < bytes.length; i += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[i]! ^= 1 << bit;
        expect(openCheckpoint(flipped.toString(), [signer]).fault).not.toBeNull();
      }
    }
  });
  it("are found in a history, and a piece that was cut off is not", () => {
    const notes = [1, 2, 3].map((size) => signCheckpoint({ ...head, size }, signer).note);
    expect(notesIn(notes.join("\n"))).toEqual(notes);
    expect(notesIn(`${notes[0]}\n${notes[1]!.slice(0, 60)}\n\n${notes[2]}\n`)).toEqual([notes[0], notes[2]]);
    expect(notesIn("nothing\n")).toEqual([]);
  });
});

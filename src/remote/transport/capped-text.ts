/**
 * The text of an answer, unpacked and counted as it comes: what is larger than allowed is cut off where it becomes so,
 * whatever its header says and however small it was packed.
 */
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { PartnerFailure } from "./partner-failure";

const UNPACKED: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** @throws PartnerFailure TOO_LARGE, and BAD_RESPONSE for what cannot be unpacked or breaks off */
export async function cappedText(body: Readable, encoding: string | undefined, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of unpacked(body, encoding)) {
      size += (chunk as Buffer).length;
      if (size > maxBytes) throw new PartnerFailure("TOO_LARGE");
      chunks.push(chunk as Buffer);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw error instanceof PartnerFailure ? error : new PartnerFailure("BAD_RESPONSE");
  } finally {
    body.on("error", () => undefined).destroy();
  }
}

function unpacked(body: Readable, encoding: string | undefined): Readable {
  const name = encoding?.trim().toLowerCase();
  if (!name || name === "identity") return body;
  const unpack = UNPACKED[name];
  if (!unpack) throw new PartnerFailure("BAD_RESPONSE");
  return pipeline(body, unpack(), () => undefined);
}

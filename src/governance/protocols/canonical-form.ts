/** What is signed: the one text of a JSON document (RFC 8785), whoever wrote it and in whatever order. */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

export const canonicalForm = (document: unknown): string => canonicalize(document)!;

/** SHA-256, in hexadecimal: to be compared by eye, or read out over the telephone. */
export const digestOf = (canonical: string): string => createHash("sha256").update(canonical, "utf8").digest("hex");

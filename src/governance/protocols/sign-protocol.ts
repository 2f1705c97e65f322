/** A signature as it is handed in: by whom, with which key, over which text. */
import type { JWK } from "jose";
import { Refusal } from "../../gateway/faults";
import type { RequestContext } from "../../identity/request-context";
import { canonicalForm } from "./canonical-form";
import { headerOf, isSigned } from "./detached-signature";
import type { Transaction } from "./governors";
import type { VersionOnFile, VersionRef } from "./version-on-file";

interface Row {
  readonly id: string;
  readonly public_jwk: JWK;
}

/** @throws Refusal */
export async function handIn(
  manager: Transaction,
  ref: VersionRef,
  it: VersionOnFile,
  jws: string,
  { viewer, at }: RequestContext,
): Promise<void> {
  if (it.status !== "DRAFT" && it.status !== "ACTIVE") {
    throw refusal("id", "NOT_TO_SIGN", `it is ${it.status.toLowerCase()}`);
  }
  const header = headerOf(jws);
  if (!header) {
    const message = "expected a detached JWS, header..signature, with alg and kid and nothing else that binds";
    throw refusal("signature", "NOT_DETACHED", message);
  }
  // held, so that of a dismissal and a signature at once one comes first
  const [signatory] = await manager.query<Row[]>(
    `SELECT id, public_jwk FROM signatory WHERE agency_id = $1 AND kid = $2 AND valid_from <= $3 AND valid_to > $3
       AND dismissed_at IS NULL FOR SHARE`,
    [viewer.agencyId, header.kid, new Date(at)],
  );
  if (!signatory) {
    throw refusal("signature", "NOT_A_SIGNATORY", "its key is not one of your agency's signatories in office");
  }
  if (!(await isSigned(jws, canonicalForm(it.document), signatory.public_jwk))) {
    throw refusal("signature", "NOT_THIS_DOCUMENT", "does not sign this document with this key");
  }
  const written = await manager.query<unknown[]>(
    `INSERT INTO protocol_signature (protocol_id, protocol_version, agency_id, signed_at, jws, public_jwk, signatory_id,
                                     handed_in_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING agency_id`,
    [ref.id, ref.version, viewer.agencyId, new Date(at), jws, signatory.public_jwk, signatory.id, viewer.userId],
  );
  if (written.length === 0) throw refusal("signature", "ALREADY_SIGNED", "your agency has signed it already");
}

const refusal = (path: string, code: string, message: string): Refusal => new Refusal([{ path, code, message }]);

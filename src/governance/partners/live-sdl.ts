/** What a partner's endpoint says of itself now, beside what was approved. */
import type { PartnerInForce } from "../../remote/partner-in-force";
import { hashSdl } from "../../remote/sdl/canonical";
import { GRAPHQL_TYPES } from "../../remote/subgraph/subgraph.source";
import { isR4, readCapability, type Capability } from "../../remote/fhir/capability";
import { codeOf } from "../../remote/transport/partner-failure";
import type { PartnerLine } from "../../remote/transport/partner-line";
import type { UnavailableCode } from "../../sources/source";

export type Seen =
  | { readonly sha256: string; readonly failure: null; readonly capability?: Capability }
  | { readonly sha256: null; readonly failure: Failure };
/** Out of reach, an answer that holds no SDL, or a FHIR server that says it speaks another version. */
type Failure = UnavailableCode | "NO_SDL" | "NOT_FHIR_R4";

const LONGEST_MS = 5_000;

/**
 * A partner of another kind has no SDL of its own: the one that maps its answers is what was approved, and a FHIR server
 * is looked at for whether it still speaks what the mapping reads.
 */
export async function seeLiveSdl(inForce: PartnerInForce, line: PartnerLine, at: number): Promise<Seen> {
  const asApproved: Seen = { sha256: inForce.sha256, failure: null };
  if (inForce.kind === "FHIR") {
    const said = await readCapability(inForce.url, line, { at: at + LONGEST_MS });
    if (typeof said === "string") return { sha256: null, failure: said };
    return isR4(said) ? { ...asApproved, capability: said } : { sha256: null, failure: "NOT_FHIR_R4" };
  }
  if (inForce.kind !== "SUBGRAPH") return asApproved;
  try {
    const text = await line.send(
      {
        url: inForce.url,
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: "{ _service { sdl } }" }),
        accept: GRAPHQL_TYPES,
      },
      { at: at + LONGEST_MS },
    );
    const sha256 = hashOfAnswer(text);
    return sha256 === null ? { sha256, failure: "NO_SDL" } : { sha256, failure: null };
  } catch (error) {
    return { sha256: null, failure: codeOf(error) };
  }
}

function hashOfAnswer(text: string): string | null {
  try {
    const { data } = JSON.parse(text) as { data?: { _service?: { sdl?: unknown } } };
    const sdl = data?._service?.sdl;
    return typeof sdl === "string" ? hashSdl(sdl) : null;
  } catch {
    return null;
  }
}

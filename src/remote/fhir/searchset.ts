/** One page of a search's answer, read with suspicion. */
import { isRaw, type Raw } from "../read-value";
import { PartnerFailure } from "../transport/partner-failure";
import { failureIn } from "./outcome";

export interface Page {
  /** Of the kind that was searched for; each has an id. */
  readonly resources: readonly Resource[];
  /** How many there are in all, where the server says so. */
  readonly total: number | null;
  readonly next: string | null;
  /** Something that was not asked for came with it. */
  readonly surplus: boolean;
}

export type Resource = Raw & { readonly resourceType: string; readonly id: string };

/** @throws PartnerFailure */
export function readPage(text: string, resourceType: string): Page {
  const bundle = parse(text);
  if (bundle["resourceType"] === "OperationOutcome") throw new PartnerFailure(failureIn(bundle) ?? "BAD_RESPONSE");
  if (bundle["resourceType"] !== "Bundle" || bundle["type"] !== "searchset") throw new PartnerFailure("BAD_RESPONSE");
  const entries = listOf(bundle["entry"]).map(resourceOf);
  const resources: Resource[] = [];
  let surplus = false;
  for (const it of entries) {
    if (it["resourceType"] === "OperationOutcome") {
      const failure = failureIn(it);
      if (failure) throw new PartnerFailure(failure);
    } else if (it["resourceType"] !== resourceType) surplus = true;
    else if (typeof it["id"] !== "string" || !ID.test(it["id"])) throw new PartnerFailure("BAD_RESPONSE");
    else resources.push(it as Resource);
  }
  return { resources, total: totalOf(bundle["total"]), next: nextOf(bundle["link"]), surplus };
}

const ID = /^[A-Za-z0-9.-]{1,64}$/;

function parse(text: string): Raw {
  try {
    const body = JSON.parse(text) as unknown;
    if (isRaw(body)) return body;
  } catch {
    // no JSON is no answer
  }
  throw new PartnerFailure("BAD_RESPONSE");
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new PartnerFailure("BAD_RESPONSE");
  return value as unknown[];
}

function resourceOf(entry: unknown): Raw {
  const resource = isRaw(entry) ? entry["resource"] : null;
  if (!isRaw(resource) || typeof resource["resourceType"] !== "string") throw new PartnerFailure("BAD_RESPONSE");
  return resource;
}

function totalOf(total: unknown): number | null {
  if (total === undefined) return null;
  if (typeof total !== "number" || total < 0) throw new PartnerFailure("BAD_RESPONSE");
  return total;
}

function nextOf(links: unknown): string | null {
  const next = listOf(links).filter((it): it is Raw => isRaw(it) && it["relation"] === "next");
  if (next.length === 0) return null;
  const url = next[0]!["url"];
  if (next.length > 1 || typeof url !== "string") throw new PartnerFailure("BAD_RESPONSE");
  return url;
}

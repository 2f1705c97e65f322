/** What a registration has to say, and everything that can be wrong with it beside its SDL. */
import { z } from "zod";
import { toFaults, type Fault } from "../../gateway/faults";
import { plainText } from "../../people/person-shape";
import { partnerAuthShape, type PartnerAuth } from "../../remote/transport/partner-auth";
import { addressFaults, type AddressRules } from "../../remote/transport/partner-address";
import type { RegisterPartnerInput } from "./partner.inputs";

const shape = z.object({
  name: plainText(100),
  keySystem: z.string().regex(/^[A-Z][A-Z0-9_]{1,30}$/, "the name of an identifier system, such as CRN"),
  timeoutMs: z.int().min(50).max(60_000),
  maxBytes: z.int().min(1_000).max(50_000_000),
});

export interface Registration {
  readonly auth: PartnerAuth;
  readonly faults: readonly Fault[];
}

export function readRegistration(input: RegisterPartnerInput, rules: AddressRules): Registration {
  const shaped = shape.safeParse(input);
  const auth = partnerAuthShape.safeParse(withoutNulls(input.auth ?? {}));
  return {
    auth: auth.success ? auth.data : {},
    faults: [
      ...(shaped.success ? [] : toFaults(shaped.error)),
      ...(auth.success ? [] : toFaults(auth.error, "auth")),
      ...addressFaults(input.url, "url", rules),
      ...(input.testUrl ? addressFaults(input.testUrl, "testUrl", rules) : []),
      ...(auth.success && auth.data.oauth ? addressFaults(auth.data.oauth.tokenUrl, "auth.oauth.tokenUrl", rules) : []),
    ],
  };
}

/** In GraphQL what is left out may be written as null. */
const withoutNulls = (it: unknown): unknown =>
  typeof it === "object" && it !== null
    ? Object.fromEntries(
        Object.entries(it).flatMap(([key, value]) =>
          value === null || value === undefined ? [] : [[key, withoutNulls(value)]],
        ),
      )
    : it;

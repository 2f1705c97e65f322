/** How the gateway shows a partner who it is, as registered: names of secrets, and nothing secret. */
import { z } from "zod";
import { SECRET_NAME } from "./partner-secrets";

const secret = z.string().regex(SECRET_NAME, "the name of a secret: small letters, digits and hyphens");

/** What OAuth lets an identifier and a scope be (RFC 6749, appendix A). */
const printable = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\x20-\x7e]+$/, "printable ASCII characters");

export const partnerAuthShape = z.strictObject({
  /** The only authority whose certificates are taken for the partner's; without it, those of the platform. */
  ca: secret.optional(),
  /** A client certificate and its key, in PEM. */
  mtls: z.strictObject({ certificate: secret, key: secret }).optional(),
  /** OAuth 2.0 client credentials with private_key_jwt (RFC 7523): a signed assertion, no shared secret. */
  oauth: z
    .strictObject({
      tokenUrl: z.string(),
      clientId: printable(200),
      /** A private key in PKCS #8 PEM. */
      key: secret,
      keyId: printable(200).optional(),
      algorithm: z.enum(["ES256", "PS256", "EdDSA"]).default("ES256"),
      scope: printable(500).optional(),
    })
    .optional(),
});
export type PartnerAuth = z.infer<typeof partnerAuthShape>;

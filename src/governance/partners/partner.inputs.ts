import { Field, InputType, Int, registerEnumType } from "type-graphql";
import { words } from "../../gateway/words";
import { PARTNER_KINDS, type PartnerKind } from "../../remote/partner-in-force";
import { BATCH_MODES, type BatchMode } from "../../sources/source";

export const PartnerKindEnum = words(PARTNER_KINDS);
registerEnumType(PartnerKindEnum, {
  name: "PartnerKind",
  description: "What a partner's system speaks.",
  valuesConfig: {
    SUBGRAPH: { description: "A GraphQL Federation v2 subgraph." },
    FHIR: { description: "A FHIR R4 server." },
    REST: { description: "JSON over HTTP." },
  },
});

export const BatchModeEnum = words(BATCH_MODES);
registerEnumType(BatchModeEnum, {
  name: "BatchMode",
  description: "Who may stand in one request to a partner: people who do are seen to belong together.",
  valuesConfig: {
    RECORD: { description: "Everybody on the record of whom something is permitted." },
    GROUP: { description: "Those of whom the same is permitted." },
    PERSON: { description: "One person alone." },
  },
});

@InputType({ description: "A client certificate and its key, in PEM: the names of their secrets." })
export class PartnerMtlsInput {
  @Field(() => String)
  certificate: string;

  @Field(() => String)
  key: string;
}

@InputType({ description: "OAuth 2.0 client credentials, the client shown by a signed assertion (private_key_jwt)." })
export class PartnerOauthInput {
  @Field(() => String)
  tokenUrl: string;

  @Field(() => String)
  clientId: string;

  @Field(() => String, { description: "The name of the secret that holds the private key, PKCS #8 in PEM." })
  key: string;

  @Field(() => String, { nullable: true })
  keyId?: string | null;

  @Field(() => String, { nullable: true, description: "ES256, which is the default, PS256 or EdDSA." })
  algorithm?: string | null;

  @Field(() => String, { nullable: true })
  scope?: string | null;
}

@InputType({ description: "How the gateway shows the partner who it is. Names of secrets, never a secret." })
export class PartnerAuthInput {
  @Field(() => String, {
    nullable: true,
    description: "The only authority whose certificates are taken for the partner's.",
  })
  ca?: string | null;

  @Field(() => PartnerMtlsInput, { nullable: true })
  mtls?: PartnerMtlsInput | null;

  @Field(() => PartnerOauthInput, { nullable: true })
  oauth?: PartnerOauthInput | null;
}

@InputType({ description: "An agency's own system, as it is to be called. Each registration is a version of its own." })
export class RegisterPartnerInput {
  @Field(() => String, { description: "The agency's code in this hub." })
  agency: string;

  @Field(() => String)
  name: string;

  @Field(() => PartnerKindEnum, { defaultValue: "SUBGRAPH" })
  kind: PartnerKind;

  @Field(() => String, { description: "Where it is called, and nowhere else: https://…" })
  url: string;

  @Field(() => String, {
    nullable: true,
    description: "Where the same software answers for invented people, to be tested there. Without it, `url`.",
  })
  testUrl?: string | null;

  @Field(() => PartnerAuthInput, { nullable: true })
  auth?: PartnerAuthInput | null;

  @Field(() => String, { description: "The identifier that it knows people by, such as CRN: all it is told of them." })
  keySystem: string;

  @Field(() => String, { description: "What it shares, as a Federation v2 subgraph whose fields carry @shared." })
  sdl: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Of a JSON interface: the OpenAPI 3 document that describes it, as JSON or YAML. Approved with the SDL.",
  })
  openapi?: string | null;

  @Field(() => BatchModeEnum, { defaultValue: "RECORD" })
  batchMode: BatchMode;

  @Field(() => Int, { defaultValue: 2_000, description: "How long it is waited for, in milliseconds." })
  timeoutMs: number;

  @Field(() => Int, { defaultValue: 2_000_000, description: "How large an answer may be, unpacked, in bytes." })
  maxBytes: number;
}

@InputType({ description: "Which version to test, and with which invented people. Who they are is not kept." })
export class TestPartnerInput {
  @Field(() => String)
  agency: string;

  @Field(() => Int)
  version: number;

  @Field(() => [String], { description: "Two to twenty identifiers that the endpoint knows." })
  known: string[];

  @Field(() => [String], { description: "One to twenty that it does not know, or holds back." })
  unknown: string[];
}

/** Protocols, keys and signatures for the tests, as a lead and a signatory would make them. */
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import type { Answer, TestGateway } from "../../api/gateway";

/** Between housing, early help and the schools: nothing in it is wrong for the demonstration's hub. */
export const DRAFT = `# Housing and schools tell early help
id: ISA-HOMES
title: Homes, schools and early help
version: 1
validFrom: 2026-11-01
validTo: 2027-10-31
reviewDue: 2027-05-01
sources: [HOUSING, SCHOOL]
recipients: [EH]
purposes: [EARLY_HELP]
roles: [KEY_WORKER]
categories:
  tenancy:
  homelessness: { lookBack: P2Y }
  arrears-asb: { minimumLevel: 2, lookBack: P1Y }
  attendance:
  involvement: { existence: ONLY }
standingDeterminations:
  - { purpose: EARLY_HELP, category: attendance, madeBy: SCHOOL, madeAt: 2026-10-01, reviewBy: 2027-10-01 }
breakGlass: { roles: [KEY_WORKER], categories: [tenancy, attendance] }
onwardSharing: To nobody, but by another protocol.
retention: Until the plan closes, then as the recipient's schedule says.
dpiaRef: DPIA-2026-014
`;

/** The text with one line changed, or left out. */
export function edited(text: string, key: string, value: string | null): string {
  const lines = text.split("\n");
  const at = lines.findIndex((it) => it.startsWith(`${key}:`));
  if (at === -1) throw new Error(`no line ${key}`);
  lines.splice(at, 1, ...(value === null ? [] : [`${key}: ${value}`]));
  return lines.join("\n");
}

export interface Key {
  readonly publicJwk: JWK;
  readonly privateJwk: JWK;
  readonly kid: string;
  readonly alg: string;
}

export async function newKey(alg: "EdDSA" | "ES256" = "EdDSA"): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const [publicJwk, privateJwk] = [await exportJWK(publicKey), await exportJWK(privateKey)];
  return { publicJwk, privateJwk, kid: await calculateJwkThumbprint(publicJwk), alg };
}

export async function detached(text: string, key: Key, header: object = {}): Promise<string> {
  const jws = await new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
    .sign(await importJWK(key.privateJwk, key.alg));
  const [head, , signature] = jws.split(".");
  return `${head}..${signature}`;
}

const FAULTS = "... on Refused { faults { path code message } }";
const STEP = `__typename ... on ProtocolChanged { protocol { id version status suspendedBy warnings parties { agency signedAt } } } ${FAULTS}`;

export interface Result {
  readonly __typename: string;
  readonly faults?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly protocol?: {
    readonly id: string;
    readonly version: number;
    readonly status: string;
    readonly suspendedBy: readonly string[];
    readonly warnings: readonly string[];
    readonly parties: readonly { readonly agency: string; readonly signedAt: string | null }[];
  };
  readonly signatory?: { readonly id: string; readonly kid: string; readonly maySign: boolean };
}

export function resultOf({ status, data, errors, text }: Answer): Result {
  if (status !== 200 || errors) throw new Error(text);
  return data.result as Result;
}
export const codesOf = (it: Result): string[] => it.faults?.map((one) => one.code).sort() ?? [];

/** What leads do, over HTTP. */
export class Lead {
  constructor(
    private readonly gate: TestGateway,
    readonly user: string,
  ) {}

  on = (gate: TestGateway): Lead => new Lead(gate, this.user);

  draft = (text: string) =>
    this.ask(`mutation ($text: String!) { result: draftProtocol(text: $text) { ${STEP} } }`, { text });

  sign = (id: string, version: number, signature: string) =>
    this.ask(
      `mutation ($id: ID!, $version: Int!, $signature: String!) {
         result: signProtocol(id: $id, version: $version, signature: $signature) { ${STEP} } }`,
      { id, version, signature },
    );

  activate = (id: string, version: number, without: readonly string[] = []) =>
    this.ask(
      `mutation ($id: ID!, $version: Int!, $without: [String!]!) {
         result: activateProtocol(id: $id, version: $version, without: $without) { ${STEP} } }`,
      { id, version, without },
    );

  suspend = (id: string, version: number, reason = "Something went wrong") =>
    this.withReason("suspend", id, version, reason);
  terminate = (id: string, version: number, reason = "No longer needed") =>
    this.withReason("terminate", id, version, reason);

  resume = (id: string, version: number) =>
    this.ask(`mutation ($id: ID!, $version: Int!) { result: resumeProtocol(id: $id, version: $version) { ${STEP} } }`, {
      id,
      version,
    });

  appoint = (key: unknown, more: object = {}) =>
    this.ask(
      `mutation ($input: AppointSignatoryInput!) { result: appointSignatory(input: $input) {
         __typename ... on SignatoryChanged { signatory { id kid maySign } } ${FAULTS} } }`,
      {
        input: {
          name: "Ruth Abel",
          position: "Director",
          key: typeof key === "string" ? key : JSON.stringify(key),
          ...more,
        },
      },
    );

  dismiss = (signatoryId: string) =>
    this.ask(
      `mutation ($signatoryId: ID!) { result: dismissSignatory(signatoryId: $signatoryId) {
         __typename ... on SignatoryChanged { signatory { id kid maySign } } ${FAULTS} } }`,
      { signatoryId },
    );

  async toSign(id: string, version: number): Promise<{ canonical: string; digest: string } | null> {
    const query = `query ($id: ID!, $version: Int!) { result: protocolToSign(id: $id, version: $version) { canonical digest } }`;
    const { data } = await this.gate.ask(this.user, query, { id, version });
    return data.result as { canonical: string; digest: string } | null;
  }

  /** Signs what the gateway gives it to sign. */
  async signWith(key: Key, id: string, version: number): Promise<Result> {
    return this.sign(id, version, await detached((await this.toSign(id, version))!.canonical, key));
  }

  private withReason = (verb: string, id: string, version: number, reason: string) =>
    this.ask(
      `mutation ($id: ID!, $version: Int!, $reason: String!) {
         result: ${verb}Protocol(id: $id, version: $version, reason: $reason) { ${STEP} } }`,
      { id, version, reason },
    );

  private async ask(query: string, variables: object): Promise<Result> {
    return resultOf(await this.gate.ask(this.user, query, variables));
  }
}

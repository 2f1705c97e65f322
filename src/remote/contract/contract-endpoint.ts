/** A partner's endpoint as the contract's checks see it: whatever it answers is of interest, not only what is right. */

export interface Asked {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** The text as JSON; undefined where it is none. */
  readonly json: unknown;
  readonly ms: number;
}

export interface AskedHow {
  /** With what shows who is asking; true unless it is said. */
  readonly credential?: boolean;
  /** Names in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ContractEndpoint {
  readonly hasCredential: boolean;
  /** @throws NoAnswer where nothing, too much or nothing in time came back */
  post(body: unknown, how?: AskedHow): Promise<Asked>;
  /** @param query with its question mark; @throws NoAnswer */
  get(query: string): Promise<Asked>;
}

export class NoAnswer extends Error {}

export const ASKED_AS = {
  "content-type": "application/json",
  accept: "application/graphql-response+json, application/json",
} as const;

export const bodyOf = (body: unknown): string => (typeof body === "string" ? body : JSON.stringify(body));

export function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A partner's endpoint reached as the gateway reaches it: over its own line, with its own credentials. */
import type { Deadline } from "../../sources/source";
import type { Outgoing } from "../transport/exchange";
import { codeOf } from "../transport/partner-failure";
import type { PartnerLine } from "../transport/partner-line";
import {
  ASKED_AS,
  asJson,
  bodyOf,
  NoAnswer,
  type Asked,
  type AskedHow,
  type ContractEndpoint,
} from "./contract-endpoint";

export class LineEndpoint implements ContractEndpoint {
  constructor(
    private readonly url: string,
    private readonly line: PartnerLine,
    /** Of all the checks together. */
    private readonly deadline: Deadline,
    private readonly now: () => number,
  ) {}

  get hasCredential(): boolean {
    return this.line.canGoUnnamed;
  }

  post(body: unknown, { credential = true, headers = {} }: AskedHow = {}): Promise<Asked> {
    const { accept, ...asked } = ASKED_AS;
    const outgoing: Outgoing = {
      url: this.url,
      method: "POST",
      headers: { ...asked, ...headers },
      body: bodyOf(body),
      accept: [accept],
    };
    return this.send(outgoing, credential);
  }

  get(query: string): Promise<Asked> {
    return this.send({ url: this.url + query, method: "GET", headers: {}, accept: ["*/*"] }, true);
  }

  private async send(outgoing: Outgoing, credential: boolean): Promise<Asked> {
    const started = this.now();
    try {
      const answer = await this.line.probe(outgoing, this.deadline, credential);
      return { ...answer, json: asJson(answer.text), ms: this.now() - started };
    } catch (error) {
      throw new NoAnswer(`no answer (${codeOf(error)})`);
    }
  }
}

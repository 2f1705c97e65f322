/**
 * Searches over a partner's line. Who is asked about stands in a request's body, never in an address: addresses land in
 * logs. All pages are fetched or none counts: a part would read as the whole.
 */
import type { Deadline } from "../../sources/source";
import { PartnerFailure } from "../transport/partner-failure";
import type { PartnerLine } from "../transport/partner-line";
import { readPage, type Resource } from "./searchset";

export const FHIR_TYPES = ["application/fhir+json", "application/json"];

export interface SearchLimits {
  readonly pages: number;
  /** Resources of one search. */
  readonly resources: number;
  /** Asked for at once. */
  readonly page: number;
}

export const SEARCH_LIMITS: SearchLimits = { pages: 20, resources: 1_000, page: 100 };

export type Send = Pick<PartnerLine, "send">;

export type Parameters = readonly (readonly [name: string, value: string])[];

export class FhirLine {
  /** @param base the server's, as registered */
  constructor(
    private readonly line: Send,
    private readonly base: string,
    private readonly surplus: (what: string) => void,
    private readonly limits: SearchLimits = SEARCH_LIMITS,
  ) {}

  /**
   * @param named what a parameter's value tells of people, and no address may
   * @throws PartnerFailure
   */
  async search(
    resource: string,
    parameters: Parameters,
    named: readonly string[],
    deadline: Deadline,
  ): Promise<readonly Resource[]> {
    const found = new Map<string, Resource>();
    let total = 0;
    let text = await this.post(resource, [...parameters, ["_count", String(this.limits.page)]], deadline);
    for (let pages = 1; ; pages += 1) {
      const page = readPage(text, resource);
      for (const it of page.resources) found.set(it.id, it);
      total = Math.max(total, page.total ?? 0);
      if (page.surplus) this.surplus(`${resource}, with resources of another kind`);
      if (found.size > this.limits.resources) throw new PartnerFailure("TOO_LARGE");
      if (page.next === null) break;
      if (pages === this.limits.pages) throw new PartnerFailure("TOO_LARGE");
      text = await this.follow(page.next, resource, named, deadline);
    }
    // it ends before its end: what is missing is not nothing
    if (found.size < total) throw new PartnerFailure("BAD_RESPONSE");
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private post(resource: string, parameters: Parameters, deadline: Deadline): Promise<string> {
    return this.line.send(
      {
        url: `${root(this.base)}/${resource}/_search`,
        method: "POST",
        // a parameter that is passed over in silence would bring what it was to keep out
        headers: { "content-type": "application/x-www-form-urlencoded", prefer: "handling=strict" },
        body: new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString(),
        accept: FHIR_TYPES,
      },
      deadline,
    );
  }

  /**
   * A link that repeats the search is sent as a search again, in a body. Another is followed as it stands where it is
   * below the server's own address and names nobody.
   */
  private async follow(link: string, resource: string, named: readonly string[], deadline: Deadline): Promise<string> {
    const base = new URL(`${root(this.base)}/`);
    const url = URL.canParse(link, base.href) ? new URL(link, base) : null;
    const isBelow = url && (url.pathname === base.pathname.slice(0, -1) || url.pathname.startsWith(base.pathname));
    if (!url || url.origin !== base.origin || !isBelow || url.username || url.password)
      throw new PartnerFailure("BAD_RESPONSE");
    const searched = [`${base.pathname}${resource}`, `${base.pathname}${resource}/_search`];
    if (searched.includes(url.pathname)) return this.post(resource, [...url.searchParams], deadline);
    const words = decoded(url.pathname + url.search).split(/[^A-Za-z0-9.-]+/);
    if (named.some((it) => words.includes(it))) throw new PartnerFailure("BAD_RESPONSE");
    url.hash = "";
    return this.line.send({ url: url.href, method: "GET", headers: {}, accept: FHIR_TYPES }, deadline);
  }
}

const root = (base: string): string => base.replace(/\/+$/, "");

/** However often it was escaped. */
function decoded(text: string): string {
  try {
    const once = decodeURIComponent(text.replace(/\+/g, " "));
    return once === text ? text : decoded(once);
  } catch {
    return text;
  }
}

/** In a search parameter these mean something else. */
export const escaped = (value: string): string => value.replace(/[\\,|$]/g, (it) => `\\${it}`);

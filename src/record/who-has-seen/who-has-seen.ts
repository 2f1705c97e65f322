/**
 * Who has seen a person's record, for the person: UK GDPR Art 15(1)(c). It answers for what the caller's own agency
 * answers for: everything that was released on its own cases, and its own data wherever it was released. What others
 * did among themselves is theirs to tell; that it happened would tell that there is another case (docs/adr/0018).
 */
import { noticeOf } from "../../audit/disclosure";
import type { DisclosureCodec } from "../../audit/disclosure-codec";
import type { DisclosureRepository } from "../../audit/disclosure.repository";
import { RequestError } from "../../gateway/errors";
import type { OpaqueIds } from "../../gateway/opaque-ids";
import type { HubRepository } from "../../governance/hub.repository";
import type { RequestContext } from "../../identity/request-context";
import { atTheDesk, type AtTheDesk, type WhoIsAsked } from "./desk";
import { toPage } from "./page";
import { grouped, releasesIn, type Release } from "./seen";
import type { WhoHasSeen } from "./who-has-seen.type";
import { isWithheldBy } from "./withheld-from-family";
import type { WithholdingRepository } from "./withholding.repository";

export interface Period {
  /** London days, `yyyy-mm-dd`, both included. */
  readonly from?: string | null;
  readonly to?: string | null;
}

export class WhoHasSeenRecords {
  constructor(
    private readonly disclosures: DisclosureRepository,
    private readonly codec: DisclosureCodec,
    private readonly withholdings: WithholdingRepository,
    private readonly hub: HubRepository,
    private readonly ids: OpaqueIds,
  ) {}

  /** Null alike for nobody, somebody of others and somebody barred, and for a role that is not entitled. */
  async get(who: WhoIsAsked, { from, to }: Period, request: RequestContext): Promise<WhoHasSeen | null> {
    oneOfTwo(who, "whoHasSeen");
    const person = await atTheDesk(this.withholdings.manager, this.ids, who, request);
    request.disclosures.push(noticeOf("DISCLOSURES", request, null, person ? [person.disclosureKey] : []));
    if (!person) return null;
    const told = await this.toBeTold(person, request.viewer.agencyId);
    const within = told.filter(({ on }) => (!from || on >= from) && (!to || on <= to));
    const { agencies } = await this.hub.latest();
    const organisations = grouped(within, (id) => agencies.get(id)?.name ?? id);
    const looks = organisations.reduce((sum, it) => sum + it.looks.length, 0);
    return { organisations, looks, html: toPage(organisations) };
  }

  private async toBeTold(person: AtTheDesk, agency: string): Promise<Release[]> {
    const pseudonym = this.codec.pseudonym(person.disclosureKey);
    const own = new Set(person.ownCases);
    const withheld = (await this.withholdings.of(person.personId)).map(isWithheldBy);
    const owners = await this.withholdings.ownersOfCasesOf(person.personId);
    const told: Release[] = [];
    for await (const disclosure of this.disclosures.ofPerson(person.disclosureKey)) {
      for (const it of releasesIn(disclosure, pseudonym)) {
        const owner = it.caseId === null ? undefined : owners.get(it.caseId);
        const isOurs = it.source === agency || (it.caseId !== null && own.has(it.caseId));
        if (isOurs && !withheld.some((isWithheld) => isWithheld(it, owner))) told.push(it);
      }
    }
    return told;
  }
}

/** @throws RequestError where it is not said whom, or said twice */
export function oneOfTwo({ memberId, identifier }: WhoIsAsked, what: string): void {
  if (Boolean(memberId) !== Boolean(identifier)) return;
  throw new RequestError(`${what}: say whom.`, [
    { path: "memberId", code: "ONE_OF_TWO", message: "a memberId or an identifier, and not both" },
  ]);
}

/** A partner that is a JSON interface, as an OpenAPI document describes it. */
import type { Deadline, SourceAnswer, UnavailableCode } from "../../sources/source";
import { askedOf } from "../asked";
import type { KeyedAsk, PartnerSource, PartnerSourceParts } from "../partner-source";
import { codeOf } from "../transport/partner-failure";
import { requestsOf } from "../who-stands-together";
import { readAnswer, type FieldsRead } from "./answer-items";
import { callsOf, textOf, type Call } from "./calls";

const JSON_TYPE = "application/json";

export class RestSource implements PartnerSource {
  constructor(private readonly parts: PartnerSourceParts) {}

  async fetch(asks: readonly KeyedAsk[], deadline: Deadline): Promise<ReadonlyMap<string, SourceAnswer>> {
    const { inForce, accepted, type, report } = this.parts;
    const calls = requestsOf(asks)
      .flatMap((it) => this.groupsOf(it))
      .flatMap((it) => callsOf(it, accepted, type));
    const reports = new Set<string>();
    const answers = new Map<string, FieldsRead>(asks.map((it) => [it.person, { items: [], failed: new Map() }]));
    const all = await Promise.all(calls.map((it) => this.called(it, deadline, reports)));
    for (const [person, { items, failed }] of all.flatMap((it) => [...it])) {
      const answer = answers.get(person)!;
      answer.items.push(...items);
      for (const [field, code] of failed) answer.failed.set(field, code);
    }
    for (const it of reports) report(`partner ${inForce.agency}${it}`);
    return new Map(asks.map((it) => [it.person, toAnswer(answers.get(it.person)!, it)]));
  }

  /** By group, those of whom the same is permitted and selected; else all of them. */
  private groupsOf(asks: readonly KeyedAsk[]): KeyedAsk[][] {
    if (asks[0]!.elsewhere!.batch !== "GROUP") return [[...asks]];
    const { accepted, type } = this.parts;
    const groups = new Map<string, KeyedAsk[]>();
    for (const ask of asks) {
      const key = JSON.stringify(textOf(askedOf(ask, accepted, type)));
      groups.set(key, [...(groups.get(key) ?? []), ask]);
    }
    return [...groups.values()];
  }

  /** A call that failed is a failure of its fields, for everybody in it. */
  private async called(call: Call, deadline: Deadline, reports: Set<string>): Promise<ReadonlyMap<string, FieldsRead>> {
    const { line, inForce, type, now, itemId } = this.parts;
    try {
      const text = await line.send(
        {
          url: `${inForce.url.replace(/\/+$/, "")}${call.path}`,
          method: "POST",
          headers: { "content-type": JSON_TYPE },
          body: JSON.stringify(call.body),
          accept: [JSON_TYPE],
        },
        deadline,
      );
      const read = readAnswer(text, call, {
        type,
        fetchedAt: new Date(now()).toISOString(),
        itemId: (...of: readonly string[]) => itemId(inForce.agency, ...of),
        surplus: (what) => reports.add(` answered more than it was asked: ${what}`),
      });
      for (const { failed } of read.values())
        for (const code of failed.values()) reports.add(`: ${code} in ${call.operation}`);
      return read;
    } catch (error) {
      const code = codeOf(error);
      reports.add(`: ${code} in ${call.operation}`);
      const failed = (): Map<string, UnavailableCode> => new Map(call.fields.map((it) => [it.name, code]));
      return new Map([...call.people.values()].map((it) => [it, { items: [], failed: failed() }]));
    }
  }
}

function toAnswer({ items, failed }: FieldsRead, { fields }: KeyedAsk): SourceAnswer {
  if (failed.size === 0) return items;
  const codes = new Set(failed.values());
  const [code] = codes;
  if (failed.size === fields.length && codes.size === 1) return { unavailable: code! };
  return { items, failed };
}

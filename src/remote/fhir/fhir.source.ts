/**
 * A partner that is a FHIR R4 server. Who is asked about is looked up first, so that every resource that comes can be
 * held against the people asked about; then its consents, where it has them; then what is permitted and selected.
 */
import { bulkhead } from "cockatiel";
import type { Deadline, SourceAnswer, SourceItem, UnavailableCode } from "../../sources/source";
import { askedOf } from "../asked";
import { requestsOf } from "../who-stands-together";
import type { KeyedAsk, PartnerSource, PartnerSourceParts } from "../partner-source";
import { codeOf } from "../transport/partner-failure";
import { FhirLine, type SearchLimits, type Send } from "./fhir-line";
import { deniedBy, isDenied, type Denied } from "./partner-consents";
import { patientsOf, type Patients } from "./patients";
import { readResources, type FieldsRead, type ReadParts } from "./resource-items";
import { searchesOf, type Search } from "./searches";

/** As `PartlyAnswered`, while it is put together. */
interface Answered {
  readonly items: SourceItem[];
  readonly failed: Map<string, UnavailableCode>;
}

/** Searches of one record under way: a record has many, and the line is for all records. */
const AT_ONCE = 8;

export class FhirSource implements PartnerSource {
  constructor(
    private readonly parts: PartnerSourceParts,
    private readonly limits?: SearchLimits,
  ) {}

  async fetch(asks: readonly KeyedAsk[], deadline: Deadline): Promise<ReadonlyMap<string, SourceAnswer>> {
    const together = requestsOf(asks).flatMap((it) => this.groupsOf(it));
    const { line } = this.parts;
    const few = bulkhead(AT_ONCE, Infinity);
    const send: Send = { send: (outgoing, until) => few.execute(() => line.send(outgoing, until)) };
    const answers = await Promise.all(together.map((it) => this.answered(it, send, deadline)));
    return new Map(answers.flatMap((it) => [...it]));
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

  /** Everybody in it has an answer, be it that it failed. */
  private async answered(
    asks: readonly KeyedAsk[],
    line: Send,
    deadline: Deadline,
  ): Promise<ReadonlyMap<string, SourceAnswer>> {
    const { inForce, accepted, type, now, report } = this.parts;
    const { people } = accepted.mapping!;
    const reports = new Set<string>();
    const surplus = (what: string) => reports.add(`partner ${inForce.agency} answered more than it was asked: ${what}`);
    const fhir = new FhirLine(line, inForce.url, surplus, this.limits);
    try {
      const patients = await patientsOf(asks, people.system!, fhir, deadline);
      const asked = patients.personOf.size > 0 && people.consents;
      const denied: ReadonlyMap<string, Denied> = asked
        ? await deniedBy(patients, inForce.url, fhir, deadline, now())
        : new Map();
      const known = asks.filter((it) => patients.idsOf.has(it.person));
      const searches = searchesOf(known, accepted, type);
      const answers = new Map<string, Answered>(asks.map((it) => [it.person, { items: [], failed: new Map() }]));
      await Promise.all(
        searches.map(async (search) => {
          const permitted = withoutDenied(search, denied, answers);
          const read = await this.searched(permitted, patients, fhir, deadline, reports);
          for (const [person, { items, failed }] of read) {
            answers.get(person)!.items.push(...items);
            for (const [field, code] of failed) answers.get(person)!.failed.set(field, code);
          }
        }),
      );
      return new Map(asks.map((it) => [it.person, toAnswer(answers.get(it.person)!, it)]));
    } catch (error) {
      const unavailable = codeOf(error);
      reports.add(`partner ${inForce.agency}: ${unavailable}`);
      return new Map(asks.map((it) => [it.person, { unavailable }]));
    } finally {
      reports.forEach(report);
    }
  }

  /** A search that failed is a failure of its fields, for everybody in it. */
  private async searched(
    search: Search,
    patients: Patients,
    fhir: FhirLine,
    deadline: Deadline,
    reports: Set<string>,
  ): Promise<ReadonlyMap<string, FieldsRead>> {
    const { inForce, type, itemId, now } = this.parts;
    if (search.wanted.size === 0) return new Map();
    const ids = [...search.wanted.keys()].flatMap((it) => patients.idsOf.get(it) ?? []);
    try {
      const resources = await fhir.search(search.resource, parametersOf(search, ids), ids, deadline);
      const maker = {
        fetchedAt: new Date(now()).toISOString(),
        itemId: (...of: readonly string[]) => itemId(inForce.agency, ...of),
      };
      const parts: ReadParts = { type, base: inForce.url, ...maker };
      const read = readResources(resources, search, patients, parts);
      for (const it of new Set([...read.values()].flatMap(({ failed }) => [...failed.values()])))
        reports.add(`partner ${inForce.agency}: ${it} in ${search.resource}`);
      return read;
    } catch (error) {
      const code = codeOf(error);
      reports.add(`partner ${inForce.agency}: ${code} in ${search.resource}`);
      return new Map(
        [...search.wanted].map(([person, fields]) => [
          person,
          { items: [], failed: new Map(fields.map((it) => [it.name, code])) },
        ]),
      );
    }
  }
}

function parametersOf({ resource, by, fixed, elements }: Search, ids: readonly string[]) {
  const people = ids.map((it) => (resource === "Patient" ? it : `Patient/${it}`)).join(",");
  return [[by, people] as const, ...fixed, ["_elements", elements.join(",")] as const];
}

/**
 * Whom the partner's own consents deny it is not asked about. The cell says that the partner would not, as it does where
 * a server refuses a request, and not that there is nothing.
 */
function withoutDenied(search: Search, denied: ReadonlyMap<string, Denied>, answers: Map<string, Answered>): Search {
  const wanted = [...search.wanted].filter(([person, fields]) => {
    const no = isDenied(denied.get(person) ?? new Set(), search.resource);
    if (no) for (const { name } of fields) answers.get(person)!.failed.set(name, "REFUSED");
    return !no;
  });
  return { ...search, wanted: new Map(wanted) };
}

function toAnswer({ items, failed }: Answered, { fields }: KeyedAsk): SourceAnswer {
  if (failed.size === 0) return items;
  const codes = new Set(failed.values());
  const [code] = codes;
  if (failed.size === fields.length && codes.size === 1) return { unavailable: code! };
  return { items, failed };
}

/** A selection as text; the same for the same. */
function textOf(selection: ReadonlyMap<string, unknown> | null): unknown {
  return (
    selection && [...selection].map(([name, below]) => [name, textOf(below as ReadonlyMap<string, unknown> | null)])
  );
}

/**
 * Asks a partner's FHIR server what the gateway will ask it, by the gateway's own source, and says which of it cannot be
 * relied on. No value of an answer is told.
 */
import { bulkhead } from "cockatiel";
import { isR4, missingIn, readCapability } from "../fhir/capability";
import { FhirLine, type Send } from "../fhir/fhir-line";
import { FhirSource } from "../fhir/fhir.source";
import { patientsOf } from "../fhir/patients";
import { mappedFrom, type MappedValue } from "../mapping/mapping";
import type { PartnerInForce } from "../partner-in-force";
import type { KeyedAsk } from "../partner-source";
import type { AcceptedPartner } from "../sdl/accepted-partner";
import { codeOf } from "../transport/partner-failure";
import {
  failureOf,
  itemsOf,
  UNAVAILABLE_CODES,
  type BatchMode,
  type Deadline,
  type Selection,
} from "../../sources/source";
import type { CheckResult } from "./check-endpoint";
import { contributionType } from "./contribution-type";

export interface FhirUnderCheck {
  /** The server's base. */
  readonly url: string;
  readonly line: Send;
  /** Values of the identifier that the SDL names. */
  readonly known: readonly string[];
  readonly unknown: readonly string[];
  readonly accepted: AcceptedPartner;
  readonly gatewaySdl: string;
  readonly now: () => number;
  /** Until when all of it is done. */
  readonly deadline: Deadline;
}

const AGENCY = "PARTNER";
/** A test endpoint is often a small thing. */
const AT_ONCE = 2;

export function checkFhir(it: FhirUnderCheck): Promise<readonly CheckResult[]> {
  const few = bulkhead(AT_ONCE, Infinity);
  return new FhirTrial({ ...it, line: { send: (...call) => few.execute(() => it.line.send(...call)) } }).run();
}

class FhirTrial {
  private readonly reports: string[] = [];
  private readonly source: FhirSource;

  constructor(private readonly it: FhirUnderCheck) {
    const { accepted, url, gatewaySdl, line } = it;
    this.source = new FhirSource({
      inForce: { agency: AGENCY, url } as PartnerInForce,
      accepted,
      type: contributionType(accepted, gatewaySdl),
      line,
      now: it.now,
      itemId: (...of) => of.join(" "),
      report: (event) => this.reports.push(event),
    });
  }

  async run(): Promise<readonly CheckResult[]> {
    const { known, unknown, accepted } = this.it;
    const metadata = await this.metadata();
    const people = await this.people("fhir.known", known, "each known identifier finds one who has it", known.length);
    if (people.status !== "pass") return [metadata, people];
    const results = [
      metadata,
      people,
      await this.people("fhir.unknown", unknown, "an unknown identifier finds nobody", 0),
    ];
    for (const name of accepted.fields.keys()) results.push(await this.field(name));
    results.push(await this.together());
    const surplus = this.reports.filter((event) => event.includes("more than it was asked"));
    results.push(
      result(
        "fhir.surplus",
        "nothing comes that was not asked for",
        surplus[0] ?? null,
        "answer with the kind of resource that was searched for alone",
      ),
    );
    return results;
  }

  private async metadata(): Promise<CheckResult> {
    const what = "metadata says R4, and has what is mapped";
    const said = await readCapability(this.it.url, this.it.line, this.it.deadline);
    if (typeof said === "string")
      return result("fhir.metadata", what, UNAVAILABLE_CODES[said], "see that the address is right");
    if (!isR4(said))
      return result("fhir.metadata", what, `it says FHIR ${said.version}`, "give the address of the R4 endpoint");
    const missing = missingIn(said, this.it.accepted.mapping!);
    if (missing.length > 0)
      return result(
        "fhir.metadata",
        what,
        `it says that it does not have ${missing.join(", ")}`,
        "remove it from the mapping, or add it to the server",
      );
    return said.version === null
      ? skipped("fhir.metadata", what, "it says nothing of its version")
      : result("fhir.metadata", what, null);
  }

  private async people(name: string, keys: readonly string[], what: string, expected: number): Promise<CheckResult> {
    const { accepted, url } = this.it;
    const line = new FhirLine(this.it.line, url, (it) => this.reports.push(`more than it was asked: ${it}`));
    try {
      const { idsOf } = await patientsOf(
        this.asks(keys, new Map()),
        accepted.mapping!.people.system!,
        line,
        this.it.deadline,
      );
      const found = idsOf.size === expected ? null : `${idsOf.size} of ${keys.length} were found`;
      return result(name, what, found, "answer Patient/_search by identifier=system|value,system|value");
    } catch (error) {
      return result(
        name,
        what,
        UNAVAILABLE_CODES[codeOf(error)],
        TODO[codeOf(error)] ?? "see the guide: what your server is asked",
      );
    }
  }

  private async field(name: string): Promise<CheckResult> {
    const { known, accepted } = this.it;
    const { origin, value } = mappedFrom(accepted.mapping!.fields.get(name)!, "FHIR");
    const what = `${name}, from ${origin.resource}`;
    const answers = await this.source.fetch(this.asks(known, new Map([[name, everything(value)]])), this.it.deadline);
    const failures = [...answers.values()].flatMap((it) => failureOf(it, [name]) ?? []);
    const [code] = failures;
    if (code) {
      const found = `${UNAVAILABLE_CODES[code]} (${failures.length} of ${known.length} people)`;
      return result(`fhir.field.${name}`, what, found, TODO[code] ?? "try the search by hand");
    }
    const items = [...answers.values()].reduce((sum, it) => sum + itemsOf(it).length, 0);
    if (items === 0) return skipped(`fhir.field.${name}`, what, "nothing is held of these people");
    return result(`fhir.field.${name}`, `${what}: ${items} item${items === 1 ? "" : "s"}`, null);
  }

  private async together(): Promise<CheckResult> {
    const { known, accepted } = this.it;
    const all = new Map([...accepted.mapping!.fields].map(([name, { value }]) => [name, everything(value)]));
    const of = async (batch: BatchMode) => {
      const answers = await this.source.fetch(this.asks(known, all, batch), this.it.deadline);
      return known.map((it) =>
        itemsOf(answers.get(it))
          .map(({ field, id, body }) => JSON.stringify([field, id, body]))
          .sort(),
      );
    };
    const same = JSON.stringify(await of("RECORD")) === JSON.stringify(await of("PERSON"));
    return result(
      "fhir.together",
      "people asked about together have what they have alone",
      same ? null : "somebody has more, or less, in company",
      "take lists in search parameters as OR: patient=Patient/a,Patient/b",
    );
  }

  private asks(keys: readonly string[], selections: Selection, batch: BatchMode = "RECORD"): KeyedAsk[] {
    const elsewhere = { partner: AGENCY, batch, selections };
    return keys.map((it) => ({ person: it, agency: AGENCY, keys: [it], fields: [...selections.keys()], elsewhere }));
  }
}

const everything = ({ below }: MappedValue): Selection | null =>
  below && new Map([...below].map(([name, it]) => [name, everything(it)]));

/** By what went wrong. */
const TODO: Readonly<Record<string, string>> = {
  REFUSED:
    "take the search: POST _search with a form, Prefer: handling=strict, _elements, and these parameters; or leave it out",
  BAD_RESPONSE:
    "answer with a searchset of all there is, each resource with its id and a reference to a patient who was asked about",
  PARTNER_FIELD_ERROR:
    "see that each resource has the types, the profile and the number of values that the mapping says",
  TOO_LARGE: "let the mapping search for less",
  TIMEOUT: "answer sooner, or register with a longer timeout",
  UNREACHABLE: "see that it serves there",
};

const result = (name: string, what: string, found: string | null, todo: string | null = null): CheckResult => ({
  name,
  status: found === null ? "pass" : "fail",
  what,
  found,
  todo: found === null ? null : todo,
});

const skipped = (name: string, what: string, found: string): CheckResult => ({
  name,
  status: "skipped",
  what,
  found,
  todo: null,
});

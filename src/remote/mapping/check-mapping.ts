/** Reads the mapping that stands in a partner's SDL; lists every fault with the others. */
import { Kind, type DirectiveNode, type FieldDefinitionNode, type ObjectTypeDefinitionNode } from "graphql";
import type { PartnerKind } from "../partner-in-force";
import { argumentOf, directiveOn } from "../sdl/directive-arguments";
import { fieldsOf, namedType, nullable, type Reading } from "../sdl/reading";
import type { SdlFaults } from "../sdl/sdl-faults";
import type { OpenApi } from "../rest/openapi";
import { fhirOrigin, strangeElements, type FhirOrigin } from "./fhir-origin";
import { ITSELF, mappedPath, type Dialect, type MappedPath } from "./mapped-path";
import type { MappedPeople, MappedValue, Mapping } from "./mapping";
import { ORIGIN_DIRECTIVE, PEOPLE_DIRECTIVE } from "./mapping-directives";
import { PathFault } from "./reach";
import { restOrigin } from "./rest-origin";
import { shapeFound } from "./rest-shape";

/** @returns null where the kind has no mapping, or where one is wrong; what is wrong is in `faults` */
export function checkMapping(
  kind: PartnerKind,
  reading: Reading,
  join: FieldDefinitionNode | null,
  contribution: ObjectTypeDefinitionNode | null,
  faults: SdlFaults,
  document: OpenApi | null,
): Mapping | null {
  const origin = ORIGIN_DIRECTIVE.get(kind);
  if (origin === undefined || !join || !contribution) return null;
  const people = peopleOf(kind, join, faults);
  const paths = new Paths(reading, dialectOf(kind), faults);
  const fields = fieldsOf(contribution).flatMap((field) => {
    const path = `${contribution.name.value}.${field.name.value}`;
    const directive = directiveOn(field, origin);
    if (!directive) {
      faults.add("MAPPING_MISSING", field, `${path}: add ${EXAMPLES[origin]}, which says where it comes from`);
      return [];
    }
    const said = (message: string) => faults.add("WRONG_ORIGIN", directive, `${path}: ${message}`);
    const described = (at: readonly string[], message: string) => faults.addDescribed(at, message);
    const from = kind === "REST" ? restOrigin(directive, document, { said, described }) : fhirOrigin(directive, said);
    if (!from) return [];
    // a document is an item where nothing else is said
    const value = paths.valueOf(field, path, ITSELF, []);
    if (from.kind === "FHIR") paths.checkRoots(field, path, value, from);
    else paths.checkDescribed(field, path, value, from.item, document!);
    return [[field.name.value, { origin: from, value }] as const];
  });
  return faults.any || !people ? null : { people, fields: new Map(fields) };
}

const EXAMPLES: Readonly<Record<string, string>> = {
  fhir: '@fhir(resource: "…")',
  rest: '@rest(operation: "…", items: "…", key: "…")',
  patient: '@patient(system: "https://fhir.nhs.uk/Id/nhs-number")',
};

const dialectOf = (kind: PartnerKind): Dialect => (kind === "FHIR" ? "R4" : "JSON");

const SYSTEM = /^(?:https?:\/\/|urn:)[^\s|,\\$]{1,200}$/;

function peopleOf(kind: PartnerKind, join: FieldDefinitionNode, faults: SdlFaults): MappedPeople | null {
  const name = PEOPLE_DIRECTIVE.get(kind);
  if (name === undefined) return { system: null, consents: false };
  const directive = directiveOn(join, name);
  if (!directive) {
    faults.add("MAPPING_MISSING", join, `${join.name.value}: add ${EXAMPLES[name]}, which says how people are named`);
    return null;
  }
  const system = argumentOf(directive, "system");
  const consents = argumentOf(directive, "consents") ?? "false";
  if (system !== undefined && (typeof system !== "string" || !SYSTEM.test(system)))
    faults.add("WRONG_ORIGIN", directive, `${join.name.value}: system is the URI of the identifiers' system`);
  if (consents !== "true" && consents !== "false")
    faults.add("WRONG_ORIGIN", directive, `${join.name.value}: write consents: "true", or leave it out`);
  return { system: String(system), consents: consents === "true" };
}

class Paths {
  private readonly known = new Map<FieldDefinitionNode, MappedPath>();

  constructor(
    private readonly reading: Reading,
    private readonly dialect: Dialect,
    private readonly faults: SdlFaults,
  ) {}

  /** @param above types on the way here: one that holds itself is a fault of its own, and is not followed */
  valueOf(
    field: FieldDefinitionNode,
    words: string,
    usual: MappedPath | null,
    above: readonly ObjectTypeDefinitionNode[],
  ): MappedValue {
    const type = this.reading.objects.get(namedType(field.type)) ?? null;
    const inner = type && !above.includes(type) ? type : null;
    return {
      path: this.pathOf(field, words, usual),
      list: nullable(field.type).kind === Kind.LIST_TYPE,
      type: namedType(field.type),
      below: inner && this.belowOf(inner, [...above, inner]),
    };
  }

  /** Names that are read of a document and are not in it, each at the field that reads it. */
  checkRoots(field: FieldDefinitionNode, words: string, { path, below }: MappedValue, origin: FhirOrigin): void {
    const at = directiveOn(field, "path") ?? field;
    for (const it of strangeElements(path.roots, origin.resource)) this.faults.add("WRONG_PATH", at, `${words}: ${it}`);
    if (!path.whole) return;
    const type = this.reading.objects.get(namedType(field.type));
    if (!type || !below)
      this.faults.add("WRONG_PATH", at, `${words}: the path finds the whole ${origin.resource}; name a part`);
    else
      for (const it of fieldsOf(type)) {
        const value = below.get(it.name.value);
        if (value) this.checkRoots(it, `${type.name.value}.${it.name.value}`, value, origin);
      }
  }

  /** What is read and is not what the document says of it; each at the field that reads it. */
  checkDescribed(
    field: FieldDefinitionNode,
    words: string,
    value: MappedValue,
    from: unknown,
    document: OpenApi,
  ): void {
    const { faults, schema } = shapeFound(value, from, document);
    for (const it of faults) this.faults.add("WRONG_PATH", directiveOn(field, "path") ?? field, `${words}: ${it}`);
    const type = this.reading.objects.get(namedType(field.type));
    if (!type || !value.below || schema === undefined) return;
    for (const it of fieldsOf(type)) {
      const inner = value.below.get(it.name.value);
      if (inner) this.checkDescribed(it, `${type.name.value}.${it.name.value}`, inner, schema, document);
    }
  }

  private belowOf(type: ObjectTypeDefinitionNode, above: readonly ObjectTypeDefinitionNode[]) {
    return new Map(
      fieldsOf(type).map((it) => [it.name.value, this.valueOf(it, `${type.name.value}.${it.name.value}`, null, above)]),
    );
  }

  private pathOf(field: FieldDefinitionNode, words: string, usual: MappedPath | null): MappedPath {
    const known = this.known.get(field);
    if (known) return known;
    const directive = directiveOn(field, "path");
    const written = directive && argumentOf(directive, "is");
    // a path that is missing in its directive is reported with the directive's arguments
    const path = directive ? this.compiled(String(written), directive, words) : (usual ?? this.byName(field));
    this.known.set(field, path);
    return path;
  }

  private byName = (field: FieldDefinitionNode): MappedPath => mappedPath(`\`${field.name.value}\``, this.dialect);

  private compiled(text: string, directive: DirectiveNode, words: string): MappedPath {
    try {
      return mappedPath(text, this.dialect);
    } catch (error) {
      if (!(error instanceof PathFault)) throw error;
      this.faults.add("WRONG_PATH", directive, `${words}: ${error.message}`);
      return ITSELF_UNREAD;
    }
  }
}

/** In the place of a path that is none: nothing more is said of it. */
const ITSELF_UNREAD: MappedPath = { ...ITSELF, whole: false };

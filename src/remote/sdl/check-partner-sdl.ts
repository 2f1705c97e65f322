/** Checks a partner's SDL against the profile, the gateway and every active partner; lists every fault at once. */
import {
  Kind,
  print,
  visit,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
} from "graphql";
import type { ElementKind, SharedDeclaration } from "../../gateway/declare";
import { checkMapping } from "../mapping/check-mapping";
import type { Mapping } from "../mapping/mapping";
import { MAPPING_DIRECTIVES } from "../mapping/mapping-directives";
import { OpenApi } from "../rest/openapi";
import { readOpenApi, type OpenApiText } from "../rest/openapi-text";
import type { AcceptedPartner, CheckPartnerSdl, PartnerField, SdlSurroundings } from "./accepted-partner";
import { checkBelow, isProvenance } from "./below";
import { canonical, hashOf } from "./canonical";
import { checkComposition } from "./composition";
import { checkContribution } from "./contribution-fields";
import { argumentOf, directiveOn } from "./directive-arguments";
import { checkDirectives } from "./directives";
import { checkFamilyMember } from "./family-member";
import { checkOwnTypes } from "./own-types";
import { MEMBER } from "./profile";
import { fieldsOf, namedType, nullable, readSdl, type Reading } from "./reading";
import type { SdlFaults } from "./sdl-faults";
import { checkSelfConsistent } from "./self-consistent";
import { namesAround, type Names } from "./surroundings";

export const checkPartnerSdl: CheckPartnerSdl = (sdl, around) => {
  const { reading, faults } = readSdl(sdl);
  if (!reading) return { accepted: null, faults: faults.inOrder() };
  const names = namesAround(around);
  const kind = around.kind ?? "SUBGRAPH";
  checkSelfConsistent(reading.document, faults);
  checkOwnTypes(reading, names, faults);
  const join = checkFamilyMember(reading, names, faults);
  const contribution = (join && reading.objects.get(namedType(join.type))) ?? null;
  checkDirectives(reading, contribution?.name.value ?? null, kind, faults);
  const declarations = contribution ? checkContribution(contribution, faults) : new Map<string, SharedDeclaration>();
  checkBelow(reading, contribution, names, faults);
  const described = describedBy(around, faults);
  const mapping = checkMapping(kind, reading, join, contribution, faults, described && new OpenApi(described.root!));
  if (!faults.any) checkComposition(reading.document, around, faults);
  if (faults.any) return { accepted: null, faults: faults.inOrder() };
  const accepted = accept(reading, names, join!, contribution!, declarations, mapping);
  // what the fields are read from is approved with them
  const sha256 = described ? hashOf(`${accepted.sdl}\n${described.sha256}`) : accepted.sha256;
  return { accepted: { ...accepted, sha256 }, faults: [] };
};

/** Null where there is no document that could be read, or none is needed. */
function describedBy({ kind, openapi }: SdlSurroundings, faults: SdlFaults): OpenApiText | null {
  const isNeeded = kind === "REST";
  if (openapi === undefined || openapi === null) {
    if (isNeeded) faults.add("OPENAPI", null, "give the OpenAPI 3 document that describes the interface");
    return null;
  }
  if (!isNeeded) {
    faults.add("OPENAPI", null, `leave the OpenAPI document out: a partner of the kind ${kind ?? "SUBGRAPH"} has none`);
    return null;
  }
  const text = readOpenApi(openapi);
  faults.readsOpenApi(text.placeOf);
  for (const it of text.faults) faults.put({ code: "OPENAPI", text: "openapi", ...it });
  return text.root ? text : null;
}

function accept(
  reading: Reading,
  names: Names,
  join: FieldDefinitionNode,
  contribution: ObjectTypeDefinitionNode,
  declarations: ReadonlyMap<string, SharedDeclaration>,
  mapping: Mapping | null,
): AcceptedPartner {
  const whole = canonical(reading.document);
  const sdl = print(whole);
  const fields = fieldsOf(contribution).map((it) => partnerField(it, declarations.get(it.name.value)!, reading));
  return {
    field: join.name.value,
    description: join.description?.value ?? null,
    contributionType: contribution.name.value,
    fields: new Map(fields.map((it) => [it.name, it])),
    definitions: ownDefinitions(whole, names),
    mapping,
    sdl,
    sha256: hashOf(sdl),
  };
}

function partnerField(field: FieldDefinitionNode, declaration: SharedDeclaration, reading: Reading): PartnerField {
  const itemType = reading.objects.get(namedType(field.type)) ?? null;
  const item = itemType ? fieldsOf(itemType).map((it) => it.name.value) : [];
  return {
    name: field.name.value,
    declaration,
    type: print(field.type),
    list: nullable(field.type).kind === Kind.LIST_TYPE,
    itemType: itemType?.name.value ?? null,
    elements: itemType ? elementsOf(itemType, reading, []).sort((a, b) => (a.path < b.path ? -1 : 1)) : [],
    provenance: item.filter(isProvenance).sort(),
  };
}

function elementsOf(
  type: ObjectTypeDefinitionNode,
  reading: Reading,
  path: readonly string[],
): { path: string; is: ElementKind }[] {
  return fieldsOf(type).flatMap((field) => {
    const here = [...path, field.name.value];
    const element = directiveOn(field, "element");
    const inner = reading.objects.get(namedType(field.type));
    return [
      ...(element ? [{ path: here.join("."), is: argumentOf(element, "is") as ElementKind }] : []),
      ...(inner ? elementsOf(inner, reading, here) : []),
    ];
  });
}

/** What the gateway's schema does not have yet. How a partner's answers are read is no part of what is served. */
const ownDefinitions = ({ definitions }: DocumentNode, names: Names): DocumentNode =>
  visit(
    {
      kind: Kind.DOCUMENT,
      definitions: definitions.filter(
        (it) => "name" in it && it.name && it.name.value !== MEMBER && !names.gateway.has(it.name.value),
      ),
    } as DocumentNode,
    { Directive: (node) => (MAPPING_DIRECTIVES.has(node.name.value) ? null : undefined) },
  );

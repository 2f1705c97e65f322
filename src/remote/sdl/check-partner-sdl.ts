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
import type { AcceptedPartner, CheckPartnerSdl, PartnerField } from "./accepted-partner";
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
  const mapping = checkMapping(kind, reading, join, contribution, faults);
  if (!faults.any) checkComposition(reading.document, around, faults);
  if (faults.any) return { accepted: null, faults: faults.inOrder() };
  return { accepted: accept(reading, names, join!, contribution!, declarations, mapping), faults: [] };
};

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

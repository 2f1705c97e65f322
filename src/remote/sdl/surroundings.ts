/** What a partner's SDL has to live with: the names of the gateway's own schema and of every active partner. */
import { Kind, parse, type DocumentNode } from "graphql";
import type { SdlSurroundings } from "./accepted-partner";
import { MEMBER, SHAPELESS_SCALARS } from "./profile";

export interface Names {
  /** Every type of the gateway. */
  readonly gateway: ReadonlySet<string>;
  /** Scalars of the gateway that a partner may use by declaring them. */
  readonly scalars: ReadonlySet<string>;
  /** Enums of the gateway that a partner may use by declaring them with values that the gateway has. */
  readonly enums: ReadonlyMap<string, ReadonlySet<string>>;
  /** Field of FamilyMember → whose it is. */
  readonly fields: ReadonlyMap<string, string>;
  /** Type of an active partner → whose it is. Scalars and enums of the gateway are nobody's. */
  readonly partners: ReadonlyMap<string, string>;
}

const THE_GATEWAY = "the gateway";
// the text of one process's gateway does not change, and reading 3,000 lines again for each check would be felt
const read = new Map<string, DocumentNode>();

export function gatewayDocument(sdl: string): DocumentNode {
  let document = read.get(sdl);
  if (!document) {
    document = parse(sdl);
    read.clear();
    read.set(sdl, document);
  }
  return document;
}

export function namesAround({ gatewaySdl, active }: SdlSurroundings): Names {
  const gateway = new Set<string>();
  const scalars = new Set<string>();
  const enums = new Map<string, ReadonlySet<string>>();
  const fields = new Map<string, string>();
  const partners = new Map<string, string>();

  for (const it of gatewayDocument(gatewaySdl).definitions) {
    if (!("name" in it) || !it.name || it.kind === Kind.DIRECTIVE_DEFINITION) continue;
    const name = it.name.value;
    gateway.add(name);
    if (it.kind === Kind.SCALAR_TYPE_DEFINITION && !SHAPELESS_SCALARS.has(name)) scalars.add(name);
    if (it.kind === Kind.ENUM_TYPE_DEFINITION) enums.set(name, new Set(it.values?.map((value) => value.name.value)));
    if (it.kind === Kind.OBJECT_TYPE_DEFINITION && name === MEMBER)
      for (const field of it.fields ?? []) fields.set(field.name.value, THE_GATEWAY);
  }
  for (const partner of active) {
    for (const it of parse(partner.sdl).definitions) {
      if (it.kind === Kind.ENUM_TYPE_DEFINITION || it.kind === Kind.SCALAR_TYPE_DEFINITION) {
        if (!gateway.has(it.name.value)) partners.set(it.name.value, partner.name);
      } else if (it.kind === Kind.OBJECT_TYPE_DEFINITION || it.kind === Kind.OBJECT_TYPE_EXTENSION) {
        if (it.name.value !== MEMBER) partners.set(it.name.value, partner.name);
        else
          for (const field of it.fields ?? [])
            if (field.name.value !== "id") fields.set(field.name.value, partner.name);
      }
    }
  }
  return { gateway, scalars, enums, fields, partners };
}

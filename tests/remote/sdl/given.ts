/** A partner's SDL that is accepted, to spoil one thing at a time, and the gateway as it is published. */
import fs from "node:fs";
import path from "node:path";
import { checkPartnerSdl } from "../../../src/remote/sdl/check-partner-sdl";
import type { AcceptedPartner, ActivePartner } from "../../../src/remote/sdl/accepted-partner";

const ROOT = path.join(__dirname, "../../..");
export const GATEWAY_SDL = fs.readFileSync(path.join(ROOT, "schema/schema.graphql"), "utf8");
export const example = (name: string): string =>
  fs.readFileSync(path.join(ROOT, "docs/examples", name, "schema.graphql"), "utf8");

/** A gateway of a few types: composing the real one takes its time, and most tests are not about it. */
export const SMALL_GATEWAY = `
  type Query { familyRecord: [FamilyMember!]! }
  type FamilyMember { id: ID! name: String health: HealthContribution }
  type HealthContribution { patient: Patient }
  type Patient { name: String }
  scalar LocalDate
  scalar DateTimeISO
  scalar NhsNumber
  scalar JSONObject
  enum Nature { FACT OPINION ALLEGATION }
`;
export const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
export const GOOD = `${LINK}
scalar LocalDate
enum Nature { FACT ALLEGATION }
type FamilyMember @key(fields: "id") {
  id: ID!
  fire: FireContribution
}
type FireContribution {
  visits: [FireVisit!] @shared(category: "tenancy")
  arson: Boolean @shared(category: "police-callouts", minimumLevel: "4", manual: "true")
}
type FireVisit {
  occurredOn: LocalDate
  nature: Nature
  address: FireAddress @element(is: "LOCATION")
  finding: String @element(is: "NARRATIVE")
}
type FireAddress {
  line: String!
}
`;

export const check = (sdl: string, active: readonly ActivePartner[] = [], gatewaySdl = SMALL_GATEWAY) =>
  checkPartnerSdl(sdl, { gatewaySdl, active });

export function accepted(sdl: string): AcceptedPartner {
  const verdict = check(sdl);
  if (!verdict.accepted) throw new Error(JSON.stringify(verdict.faults, null, 2));
  return verdict.accepted;
}

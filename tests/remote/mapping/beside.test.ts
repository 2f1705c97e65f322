/** Partners that map stand beside partners that do not, and beside one another. */
import { acceptedMapping, MAPPED } from "./given";
import { accepted, check, GOOD, SMALL_GATEWAY } from "../sdl/given";
import { hashSdl } from "../../../src/remote/sdl/canonical";
import { checkPartnerSdl } from "../../../src/remote/sdl/check-partner-sdl";

const GP = { name: "GP", sdl: acceptedMapping(MAPPED).sdl };
const FIRE = { name: "Fire", sdl: accepted(GOOD).sdl };
const TRUST = MAPPED.replaceAll("Gp", "Trust").replace("  gp:", "  trust:");
const beside = (sdl: string, active: readonly (typeof GP)[]) =>
  checkPartnerSdl(sdl, { gatewaySdl: SMALL_GATEWAY, active, kind: "FHIR" }).faults;

test("a subgraph and a FHIR server, in either order, and two FHIR servers", () => {
  expect(check(GOOD, [GP]).faults).toEqual([]);
  expect(beside(MAPPED, [FIRE])).toEqual([]);
  expect(beside(TRUST, [FIRE, GP])).toEqual([]);
});

test("the layout of a mapping makes no difference to its hash, and a path does", () => {
  const { sha256, sdl } = acceptedMapping(MAPPED);
  expect(hashSdl(sdl)).toBe(sha256);
  expect(hashSdl(MAPPED.replace(/\n {4,}/g, " "))).toBe(sha256);
  expect(hashSdl(MAPPED.replace('"recorded"', '"recorded.first()"'))).not.toBe(sha256);
});

/** What the kit found, in lines for a person. */
import { CATEGORIES } from "../sharing/vocabulary";
import { originInWords } from "../remote/mapping/origin-in-words";
import type { AcceptedPartner, ClassificationChange, PartnerField, SdlFault } from "../remote/sdl/accepted-partner";
import { SDL_FAULTS, type SdlFaultCode } from "../remote/sdl/sdl-faults";
import type { CheckResult } from "../remote/contract/check-endpoint";

/** @param openapi the file of the document that describes a JSON interface */
export function tellFaults(file: string, faults: readonly SdlFault[], openapi = "openapi"): string[] {
  const lines = faults.map(
    (it) => `${it.text === "openapi" ? openapi : file}:${it.line}:${it.column} ${it.code} ${it.message}`,
  );
  const why = [...new Set(faults.map((it) => it.code))].map((it) => `  ${it}: ${SDL_FAULTS[it as SdlFaultCode]}`);
  return [...lines, "", `${faults.length} fault${faults.length === 1 ? "" : "s"}`, ...why];
}

/** @param changes against what was approved before; null where that was not asked */
export function tellAccepted(
  file: string,
  accepted: AcceptedPartner,
  changes: readonly ClassificationChange[] | null,
): string[] {
  return [
    `${file}: accepted`,
    `  FamilyMember.${accepted.field}: ${accepted.contributionType}, ${accepted.fields.size} fields`,
    ...[...accepted.fields.values()].flatMap((it) => [`    ${fieldLine(it)}`, ...mappedLine(it.name, accepted)]),
    ...peopleLine(accepted),
    `  sha256 ${accepted.sha256}`,
    ...(changes === null ? [] : ["", changes.length === 0 ? "nothing moves" : "what moves:"]),
    ...(changes ?? []).map((it) => `  ${it.words}`),
    ...(changes === null || changes.length === 0
      ? []
      : ["to whom it opens depends on the protocols in force: `changes` says so when it is registered"]),
  ];
}

function fieldLine({ name, declaration, elements }: PartnerField): string {
  const { category, minimumLevel, manual } = declaration;
  const level = minimumLevel ?? CATEGORIES[category].minimumLevel;
  const marked = elements.map((it) => `${it.path} ${it.is}`).join(", ");
  return `${name}: ${category}, level ${level}${manual ? ", by hand alone" : ""}${marked && `; ${marked}`}`;
}

const mappedLine = (name: string, { mapping }: AcceptedPartner): string[] =>
  mapping ? [`      from ${originInWords(mapping.fields.get(name)!.origin)}`] : [];

function peopleLine({ mapping }: AcceptedPartner): string[] {
  if (!mapping || mapping.people.system === null) return [];
  const consents = mapping.people.consents ? "; its own consents are asked for, and narrow" : "";
  return [`  people by identifiers of ${mapping.people.system}${consents}`];
}

const SIGNS: Readonly<Record<CheckResult["status"], string>> = { pass: "ok  ", fail: "FAIL", skipped: "–   " };

export function tellEndpoint(results: readonly CheckResult[]): string[] {
  const fails = results.filter((it) => it.status === "fail").length;
  return [
    ...results.flatMap((it) => [
      `${SIGNS[it.status]} ${it.name}: ${it.what}`,
      ...(it.found === null ? [] : [`       ${it.status === "fail" ? "found" : "not tried"}: ${it.found}`]),
      ...(it.todo === null ? [] : [`       do: ${it.todo}`]),
    ]),
    "",
    fails > 0 ? `${fails} of ${results.length} checks failed` : passed(results),
  ];
}

function passed(results: readonly CheckResult[]): string {
  const untried = results.filter((it) => it.status === "skipped").length;
  return untried === 0
    ? `all ${results.length} checks passed`
    : `${results.length - untried} checks passed, ${untried} not tried`;
}

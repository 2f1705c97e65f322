/** Whom a next step can name: only people already shown on this case, and roles that a protocol names. */
import type { MemberOnFile } from "../governance/evidence.repository";
import { mayGive } from "../sharing/consent";
import { covers } from "../sharing/evidence";
import type { NextStepCode } from "../sharing/guidance";
import type { Cell } from "./cell";
import type { Inquiry } from "./inquiry";

const ASKS_FOR_CONSENT: ReadonlySet<NextStepCode> = new Set([
  "NS-SEEK-CONSENT",
  "NS-RENEW",
  "NS-WIDEN",
  "NS-RIGHT-GIVER",
]);

export function whoFor(step: NextStepCode, cell: Cell, inquiry: Inquiry, onFile: readonly MemberOnFile[]): string[] {
  if (ASKS_FOR_CONSENT.has(step)) return giversOf(cell.member, onFile, inquiry.request.at);
  return step === "NS-RIGHT-PERSON" ? rolesFor(cell, inquiry) : [];
}

/** The local authority is not named: that it may consent would tell of a care order. */
function giversOf(subject: MemberOnFile, onFile: readonly MemberOnFile[], at: number): string[] {
  const may = mayGive(subject.subject, at);
  return onFile.filter((it) => may(it.id === subject.id ? "SELF" : it.id)).map((it) => it.name);
}

/** Roles that the protocols in force between the two name for this purpose and category. */
function rolesFor({ agency, fields }: Cell, { hub, agency: own, purpose, request }: Inquiry): string[] {
  const flows = hub.rulebook
    .flows(agency.id, own.id)
    .filter((it) => covers(it, request.at) && it.purposes.has(purpose) && it.terms.get(fields[0]!.category)?.content);
  return [...new Set(flows.flatMap((it) => [...it.roles]))].sort();
}

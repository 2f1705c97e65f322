/**
 * A consent as a record that its giver can keep: shaped after ISO/IEC TS 27560:2023 (header, processing, parties,
 * events). It says what the consent says and nothing more; the subject is a pseudonym that fits no other receipt.
 */
import type { OpaqueIds } from "../../../gateway/opaque-ids";
import type { HubAgency, LawText } from "../../hub.repository";
import { CATEGORIES, isCategory, type Category, type Purpose } from "../../../sharing/vocabulary";
import type { ConsentOnRecord } from "../consent-on-record";
import { PLAIN_CATEGORIES, PLAIN_PURPOSES } from "./plain-words";

export const SCHEMA_VERSION = "ISO/IEC TS 27560:2023";
const HOW_TO_WITHDRAW = "Tell anybody of the organisations named here, in any way. No reason is needed.";

export type ConsentState = "GIVEN" | "REFUSED" | "WITHDRAWN" | "EXPIRED";

export function stateOf({ decision, withdrawnAt, validTo }: ConsentOnRecord, at: number): ConsentState {
  if (decision === "REFUSED") return "REFUSED";
  if (withdrawnAt) return "WITHDRAWN";
  return validTo.getTime() <= at ? "EXPIRED" : "GIVEN";
}

/** The same for everybody who may have this receipt, and bound to this consent. */
export const receiptId = (ids: OpaqueIds, consentId: string): string => ids.seal("receipt", "record", consentId);

export const nameOf = (agencies: ReadonlyMap<string, HubAgency>, id: string): string =>
  id === "*" ? "everyone who works with you" : (agencies.get(id)?.name ?? id);

const piiOf = (category: string) =>
  isCategory(category)
    ? {
        pii_type: category,
        description: PLAIN_CATEGORIES[category],
        special_category: ["SC", "CR", "HR"].includes(CATEGORIES[category].sensitivity),
      }
    : { pii_type: "*", description: "every kind, but for what its holder alone may release", special_category: true };

export function receiptOf(
  consent: ConsentOnRecord,
  agencies: ReadonlyMap<string, HubAgency>,
  law: LawText | undefined,
  ids: OpaqueIds,
  at: number,
): Record<string, unknown> {
  const controllers = consent.recipients.filter((it) => it !== "*");
  const principal = ids.seal("receipt", `principal ${consent.id}`, consent.subjectId);
  const state = stateOf(consent, at);
  const entity = consent.capacity === "SELF" ? principal : consent.capacity;
  const event = (type: ConsentState, time: Date) => ({
    event_time: time.toISOString(),
    event_type: "explicit",
    event_state: type,
    entity_id: entity,
    validity_duration: `${consent.validFrom.toISOString()}/${consent.validTo.toISOString()}`,
  });
  return {
    header: {
      schema_version: SCHEMA_VERSION,
      record_id: receiptId(ids, consent.id),
      pii_principal_id: principal,
    },
    pii_processing: {
      language: "en-GB",
      privacy_rights: ["to withdraw at any time", "to ask who has seen the record", "to complain to the ICO"],
      purposes: consent.purposes.map((purpose) => ({
        purpose,
        purpose_description: PLAIN_PURPOSES[purpose as Purpose] ?? purpose,
        lawful_basis: law?.article6 ?? "UK GDPR Art 6(1)(e)",
        lawful_basis_note:
          "Public task. This consent meets the duty of confidence; it is not the basis under Article 6.",
        pii_information: consent.categories.map(piiOf),
        pii_information_excluded: consent.excludedCategories.map((it) => piiOf(it as Category)),
        pii_controllers: controllers,
        recipients: consent.recipients,
        recipients_excluded: consent.excludedRecipients,
        collection_method: consent.method,
        processing_method: "read at the time of asking; shown to the recipient's staff on this case",
        storage_locations: "with each recipient's own case record",
        retention_period: "as long as the case's own retention period",
        jurisdiction: "GB",
        geographic_restrictions: "England",
        withdrawal_method: HOW_TO_WITHDRAW,
      })),
    },
    parties: [...controllers, ...consent.excludedRecipients].map((id) => ({
      party_id: id,
      party_name: nameOf(agencies, id),
      party_type: controllers.includes(id) ? "pii_controller" : "excluded_recipient",
    })),
    event: [
      event(consent.decision === "GRANTED" ? "GIVEN" : "REFUSED", consent.validFrom),
      ...(consent.withdrawnAt ? [event("WITHDRAWN", consent.withdrawnAt)] : []),
      ...(state === "EXPIRED" ? [event("EXPIRED", consent.validTo)] : []),
    ],
  };
}

/**
 * The protocols in force in the demonstration: the file that the decision cases are answered by, unchanged, and one
 * between councils, by which Southwark's services answer the hub and the council that a family has moved to; and one for
 * two agencies that keep systems of their own.
 *
 * Not called `protocols.ts`: where Node runs the sources themselves, `./protocols` is the JSON file.
 */
import { z } from "zod";
import { protocolShape, type ProtocolFile } from "../governance/protocols/protocol-file";
import type { Category, Purpose } from "../sharing/vocabulary";
import COPIED from "./protocols.json";

/** What Southwark's two services contribute. */
const CATEGORIES: readonly Category[] = [
  "attendance",
  "contact-address",
  "csc-assessment",
  "csc-status",
  "demographics",
  "domestic-abuse",
  "early-help",
  "exclusions",
  "household",
  "involvement",
  "mental-health",
  "police-callouts",
  "safeguarding-concerns",
  "send",
];
const STANDING_FOR: readonly Purpose[] = ["CHILD_IN_NEED_ASSESSMENT", "MASH_SCREENING"];
/** As in ISA-MASH, as far as these two hold it. */
const STANDING: readonly Category[] = [
  "attendance",
  "contact-address",
  "csc-status",
  "demographics",
  "exclusions",
  "household",
  "involvement",
  "safeguarding-concerns",
  "send",
];

const ISA_CROSS_LA = {
  id: "ISA-CROSS-LA",
  title: "Sharing between councils about a child who has moved",
  signed: ["CSC", "CSC-210", "MASH", "SCHOOL-210"],
  frm: "2026-01-01",
  to: "2027-12-31",
  status: "ACTIVE",
  sources: ["CSC-210", "SCHOOL-210"],
  recipients: ["CSC", "MASH"],
  purposes: ["CHILD_IN_NEED_ASSESSMENT", "CHILD_PROTECTION_ENQUIRY", "LOOKED_AFTER_CARE_PLANNING", "MASH_SCREENING"],
  roles: ["MASH_ADVANCED_PRACTITIONER", "MASH_MANAGER", "SOCIAL_WORKER"],
  cats: CATEGORIES,
  manual: [],
  bg: { roles: ["MASH_ADVANCED_PRACTITIONER", "MASH_MANAGER"], cats: CATEGORIES },
  standing: STANDING_FOR.flatMap((purpose) => STANDING.map((category) => [purpose, category])),
};

/** Probation and youth justice answer for a child at risk once their own systems have joined, and not before. */
const ISA_JUSTICE = {
  id: "ISA-JUSTICE",
  title: "What probation and youth justice share where a child is at risk",
  signed: ["CSC", "MASH", "PROB", "YJS"],
  frm: "2026-01-01",
  to: "2027-12-31",
  status: "ACTIVE",
  sources: ["PROB", "YJS"],
  recipients: ["CSC", "MASH"],
  purposes: ["CHILD_PROTECTION_ENQUIRY"],
  roles: ["MASH_ADVANCED_PRACTITIONER", "MASH_MANAGER", "SOCIAL_WORKER"],
  cats: ["involvement", "mental-health", "offender-management", "substance-misuse"],
};

export const PROTOCOLS: readonly ProtocolFile[] = z.array(protocolShape).parse([...COPIED, ISA_CROSS_LA, ISA_JUSTICE]);

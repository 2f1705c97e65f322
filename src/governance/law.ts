/**
 * The law behind each permit, as dated rows. Law is configuration: a release needs a row in force at its instant, and
 * replaying an old decision reads the rows as they stood. The migration copies them into table `law`.
 *
 * Sources and evidence marks are in the domain notes (release-decision B2, law A1); an information-governance lawyer
 * reviews this table before live use.
 */
import type { PermitReason } from "../sharing/vocabulary";

export interface LawRow {
  readonly reason: PermitReason;
  /** London calendar dates; half-open. */
  readonly from: string;
  readonly to: string | null;
  readonly statute: string;
  readonly article6: string;
  readonly article9And10: string;
  readonly confidentiality: string;
  readonly source: string;
}

const SUBSTANTIAL_PUBLIC_INTEREST = "Art 9(2)(g) with DPA 2018 Sch 1 ¶18; Art 10 with DPA 2018 s.10(5)";

export const LAW: readonly LawRow[] = [
  {
    reason: "P-OWN",
    from: "2018-05-25",
    to: null,
    statute: "None: the controller's own processing is no disclosure",
    article6: "The controller's own basis",
    article9And10: "The controller's own condition",
    confidentiality: "Not engaged",
    source: "UK GDPR Art 4(7)",
  },
  {
    reason: "P-COURT",
    from: "2018-05-25",
    to: null,
    statute: "Order of the court that names recipient and category",
    article6: "Art 6(1)(c)",
    article9And10: "Art 9(2)(f)",
    confidentiality: "Required by law",
    source: "FPR 2010 Part 12, PD12G",
  },
  {
    reason: "P-S47",
    from: "2018-05-25",
    to: null,
    statute: "Children Act 1989 s.47(9)-(11); Children Act 2004 ss.11, 16H",
    article6: "Art 6(1)(c) and (e)",
    article9And10: SUBSTANTIAL_PUBLIC_INTEREST,
    confidentiality: "Overriding public interest: a child's protection",
    source: "Children Act 1989 s.47",
  },
  {
    reason: "P-MARAC",
    from: "2018-05-25",
    to: null,
    statute: "Common law; Crime and Disorder Act 1998 s.115",
    article6: "Art 6(1)(e)",
    article9And10: "Art 9(2)(g) with DPA 2018 Sch 1 ¶18 and ¶10",
    confidentiality: "Overriding public interest: risk of serious harm",
    source: "Crime and Disorder Act 1998 s.115",
  },
  {
    reason: "P-S115",
    from: "2018-05-25",
    to: null,
    statute: "Crime and Disorder Act 1998 s.115 (a power, not a duty)",
    article6: "Art 6(1)(e)",
    article9And10: "Art 10 with DPA 2018 Sch 1 ¶10",
    confidentiality: "Not health or social-care data (PCSC Act 2022 s.16(4))",
    source: "Crime and Disorder Act 1998 s.115",
  },
  {
    reason: "P-16LA",
    // Commencement as reported by a safeguarding partnership quoting the DfE's letter; the instrument was not seen.
    from: "2026-09-30",
    to: null,
    statute: "Children Act 2004 s.16LA (Children's Wellbeing and Schools Act 2026 s.4)",
    article6: "Art 6(1)(c)",
    article9And10: SUBSTANTIAL_PUBLIC_INTEREST,
    confidentiality: "The holder's own determination under s.16LA",
    source: "legislation.gov.uk/ukpga/2026/21/section/4",
  },
  {
    reason: "P-DIRECT-CARE",
    from: "2018-05-25",
    to: null,
    statute: "Health and Social Care Act 2012 s.251B",
    article6: "Art 6(1)(e)",
    article9And10: "Art 9(2)(h)",
    confidentiality: "Implied consent; no objection on file",
    source: "HSCA 2012 s.251B",
  },
  {
    reason: "P-CONSENT",
    from: "2018-05-25",
    to: null,
    statute: "The source's and the recipient's public task",
    article6: "Art 6(1)(e)",
    article9And10: "Art 9(2)(g) or (h)",
    confidentiality: "Valid consent; ECHR Art 8 met",
    source: "DfE information sharing advice 2024",
  },
  {
    reason: "P-DISPENSED",
    from: "2018-05-25",
    to: null,
    statute: "The source's and the recipient's public task",
    article6: "Art 6(1)(e)",
    article9And10: "Art 9(2)(g) with DPA 2018 Sch 1 ¶18(2)",
    confidentiality: "Overriding public interest, recorded and authorised",
    source: "DPA 2018 Sch 1 ¶18",
  },
  {
    reason: "P-BREAKGLASS",
    from: "2018-05-25",
    to: null,
    statute: "Vital interests and overriding public interest",
    article6: "Art 6(1)(d) and (e)",
    article9And10: "Art 9(2)(c) and (g)",
    confidentiality: "Overriding public interest; reviewed after use",
    source: "UK GDPR Art 6(1)(d)",
  },
];

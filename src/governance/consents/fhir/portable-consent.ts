/** A consent as it travels: people and assessments by the ids that the caller's agency knows, agencies by their codes. */
export interface PortableConsent {
  /** Of the record, not of the resource. */
  readonly recordId: string;
  readonly member: string;
  /** Null with LA_WITH_PR, and where the giver is not on the caller's case. */
  readonly giver: string | null;
  readonly capacity: "SELF" | "PR_HOLDER" | "LA_WITH_PR" | "DEPUTY";
  readonly decision: "GRANTED" | "REFUSED";
  /** `*` alone for all. */
  readonly categories: readonly string[];
  readonly excludedCategories: readonly string[];
  readonly recipients: readonly string[];
  readonly excludedRecipients: readonly string[];
  readonly purposes: readonly string[];
  /** Milliseconds since the epoch; half-open. */
  readonly from: number;
  readonly to: number;
  readonly withdrawnAt: number | null;
  readonly method: string;
  readonly evidenceRef: string | null;
  readonly competenceAssessment: string | null;
  readonly soughtSafely: boolean;
  readonly recordedAt: number;
  /** The agency that keeps the record. */
  readonly custodian: string | null;
}

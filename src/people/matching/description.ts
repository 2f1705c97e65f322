/** Who somebody is, as one agency describes them for identification: nothing of what it knows about them. */

export interface Identifier {
  readonly system: string;
  readonly value: string;
}

export interface Description {
  /** Forenames as they stand there, in one text. */
  readonly given: string;
  readonly family: string;
  /** `yyyy-mm-dd`; null where it is not known. */
  readonly birthDate: string | null;
  readonly sex: "F" | "M" | null;
  readonly postcode: string | null;
  /** OS AddressBase. */
  readonly uprn: string | null;
}

/** Somebody described, whom the hub may or may not know. */
export interface Described extends Description {
  /** Identifiers that others use too: the NHS number, the UPN. */
  readonly identifiers: readonly Identifier[];
}

/** Somebody on file, as all who described them did. */
export interface OnFile {
  readonly descriptions: readonly Description[];
  readonly identifiers: readonly Identifier[];
  /** Where they live is somebody's secret: no place of theirs is compared. */
  readonly placeIsSecret: boolean;
}

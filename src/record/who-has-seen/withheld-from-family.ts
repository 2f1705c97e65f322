/** What the family's page leaves out. The source says so of its own data, or the owner of the case of what is seen on it. */
import type { Release } from "./seen";

export interface Withholding {
  readonly setBy: string;
  /** Null in each: any. */
  readonly caseId: string | null;
  readonly source: string | null;
  readonly category: string | null;
  readonly disclosureId: string | null;
}

const meets = (wanted: string | null, is: string | null): boolean => wanted === null || wanted === is;

/** @param owner of the case that it was released on, where there was one */
export const isWithheldBy =
  (it: Withholding) =>
  (release: Release, owner: string | undefined): boolean =>
    (it.setBy === release.source || it.setBy === owner) &&
    meets(it.caseId, release.caseId) &&
    meets(it.source, release.source) &&
    meets(it.category, release.category) &&
    meets(it.disclosureId, release.disclosureId);

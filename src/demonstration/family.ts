/** The shape of a demonstration family: what is on file before anybody asks. All of it is invented. */
import type { ItemRestriction } from "../sharing/items";
import type { AgencyKind, Category, Nature, Purpose, RestrictionCode, Role } from "../sharing/vocabulary";
import type { IdentifierSystem } from "../people/identifier-system";

/** People are named by a key that is unique over all families, such as `okafor-reid/ada`. */
export type PersonKey = string;

export interface DemonstrationAgency {
  readonly id: string;
  readonly name: string;
  readonly kind: AgencyKind;
  /** DfE local authority code; absent serves every area. */
  readonly authority?: string;
  readonly categories: readonly Category[];
  readonly listedIn16LA?: boolean;
  readonly publicAuthority?: boolean;
  readonly safeguardingContact: string;
}

export interface DemonstrationUser {
  readonly id: string;
  readonly agency: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly manager?: string;
  /** What this caller is good for in a demonstration, in one line. */
  readonly about: string;
}

export interface DemonstrationPerson {
  readonly key: PersonKey;
  readonly name: string;
  readonly birthDate?: string;
  /** Every person also gets the LOCAL_ID `HUB:<key>`. */
  readonly identifiers?: readonly {
    readonly system: IdentifierSystem;
    readonly value: string;
    readonly confidence?: number;
  }[];
}

export interface DemonstrationCase {
  readonly reference: string;
  readonly owner: string;
  readonly authorities: readonly string[];
  readonly openedOn: string;
  readonly localTier: string;
  readonly level: 1 | 2 | 3 | 4;
  readonly statutory: boolean;
  readonly statutoryBasis?: "S17" | "S47" | "S20" | "S31";
  readonly highRisk?: boolean;
  readonly agencies: readonly string[];
  readonly users: readonly string[];
  readonly members: readonly {
    readonly person: PersonKey;
    readonly relationship: string;
    readonly isChild?: boolean;
    readonly inHousehold?: boolean;
    readonly contactWithChild?: boolean;
    readonly reason: string;
  }[];
}

/** Days are counted from the day of the first start, so that the stories play whenever that is. */
export type Days = number;

export interface DemonstrationConsent {
  readonly subject: PersonKey;
  /** A person, or `LA` for the local authority under a care order. */
  readonly givenBy: PersonKey;
  readonly decision: "GRANTED" | "REFUSED";
  readonly categories: readonly (Category | "*")[];
  readonly excludedCategories?: readonly Category[];
  readonly recipients: readonly string[];
  readonly purposes: readonly Purpose[];
  /** Negative: before the first start. */
  readonly from: Days;
  readonly to: Days;
  readonly method: string;
}

export interface DemonstrationItem {
  readonly agency: string;
  readonly person: PersonKey;
  readonly field: string;
  readonly occurredOn?: string;
  readonly recordedAt: string;
  readonly nature: Nature;
  readonly authorRole?: string;
  /** The source's own reference; unique for the agency. */
  readonly sourceRef: string;
  readonly restrictions?: readonly ItemRestriction[];
  readonly body: Readonly<Record<string, unknown>>;
}

export interface DemonstrationFamily {
  readonly name: string;
  /** What it shows, in one sentence. */
  readonly about: string;
  readonly people: readonly DemonstrationPerson[];
  /** [person, kind, other]: person is `kind` of other. */
  readonly relationships: readonly (readonly [PersonKey, string, PersonKey])[];
  readonly parentalResponsibility: readonly {
    readonly child: PersonKey;
    readonly holder: PersonKey;
    readonly restricted?: boolean;
  }[];
  readonly legalStatus?: readonly { readonly person: PersonKey; readonly code: string; readonly from: string }[];
  readonly competence?: readonly {
    readonly person: PersonKey;
    readonly outcome: "COMPETENT" | "NOT_COMPETENT";
    readonly on: string;
  }[];
  readonly cases: readonly DemonstrationCase[];
  readonly consents: readonly DemonstrationConsent[];
  readonly restrictions?: readonly {
    readonly subject: PersonKey;
    readonly setBy: string;
    readonly code: RestrictionCode;
    readonly categories?: readonly Category[];
    readonly from: string;
  }[];
  readonly determinations?: readonly {
    readonly subject: PersonKey;
    readonly source: string;
    readonly category: Category;
    readonly view: "SHARE" | "MORE_DETRIMENTAL";
    readonly purpose?: Purpose;
    readonly covert?: boolean;
    readonly from: string;
  }[];
  readonly conflicts?: readonly { readonly user: string; readonly person: PersonKey }[];
  readonly items: readonly DemonstrationItem[];
}

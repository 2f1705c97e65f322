/** Who has a case with us, by CRN. An invented caseload; nDelius and OASys would stand here. */

/** The field of FamilyMember that is ours. */
export const FIELD = "probation";

/** Two whom we know and one of whom we may not tell: the tests ask for them. */
export const TEST_PEOPLE = { known: ["X100004", "X204417"], unknown: "X555010" } as const;

interface Case {
  /** Limited access (LAO): the case is kept from those who are not named on it, and so from the gateway. */
  readonly limitedAccess?: true;
  readonly held: object;
}

const CASES: ReadonlyMap<string, Case> = new Map([
  [
    "X100004",
    {
      held: {
        supervision: {
          status: "CURRENT",
          crn: "X100004",
          startedOn: "2026-02-16",
          endsOn: "2027-02-15",
          recordedAt: "2026-02-16T10:00:00Z",
        },
        responsibleOfficer: {
          name: "Jo Archer",
          email: "jo.archer@probation.example",
          team: "South London, team 4",
          recordedAt: "2026-02-17T09:15:00Z",
        },
        mappaDetails: [
          {
            level: 1,
            category: 2,
            startDate: "2026-02-16",
            reviewDate: "2026-12-01",
            notes: "Managed by the ordinary agency; level 2 to be considered at the next review.",
            occurredOn: "2026-02-16",
            recordedAt: "2026-02-20T14:30:00Z",
            sourceRef: "MAPPA-7710",
          },
        ],
        dynamicRisks: [
          {
            code: "RCCO",
            description: "Risk to children",
            startDate: "2026-02-16",
            reviewDate: "2026-12-01",
            notes: "No unsupervised contact with children of the household.",
            occurredOn: "2026-02-16",
            recordedAt: "2026-02-16T11:40:00Z",
            nature: "OPINION",
            sourceRef: "REG-20431",
          },
        ],
        risks: {
          assessedOn: "2026-09-08",
          riskToSelf: { suicide: "NO", selfHarm: "NO" },
          otherRisks: { escapeOrAbscond: "NO", breachOfTrust: "DONT_KNOW" },
          summary: {
            overallRiskLevel: "HIGH",
            riskToChildren: "MEDIUM",
            riskToPublic: "LOW",
            riskToKnownAdult: "HIGH",
            whoIsAtRisk: "A former partner, and the children where they witness it.",
            natureOfRisk: "Physical assault and controlling behaviour.",
          },
          occurredOn: "2026-09-08",
          recordedAt: "2026-09-08T16:05:00Z",
          nature: "OPINION",
        },
        licenceConditions: [
          {
            code: "NST14",
            description: "Not to seek to approach or communicate with the victim.",
            noContact: true,
            noContactWith: "The victim of the index offence",
            exclusionZone: "The ward where the victim lived",
            startDate: "2026-02-16",
            occurredOn: "2026-02-16",
            recordedAt: "2026-02-16T10:05:00Z",
            sourceRef: "LC-9917",
          },
        ],
        sentenceKeyDates: [
          {
            sentenceDate: "2025-10-20",
            licenceExpiryDate: "2027-02-15",
            conditionalReleaseDate: "2026-02-16",
            sentenceExpiryDate: "2027-02-15",
            occurredOn: "2025-10-20",
            recordedAt: "2025-10-21T08:00:00Z",
          },
        ],
      },
    },
  ],
  [
    "X204417",
    {
      held: {
        supervision: {
          status: "PREVIOUS",
          crn: "X204417",
          startedOn: "2021-05-04",
          endsOn: "2022-05-03",
          recordedAt: "2022-05-04T09:00:00Z",
        },
      },
    },
  ],
  ["X555010", { limitedAccess: true, held: { supervision: { status: "CURRENT", crn: "X555010" } } }],
]);

/** @returns what we hold, or null: whom we know and may not tell of is answered exactly as whom we do not know */
export async function find(id: string): Promise<object | null> {
  const found = CASES.get(id);
  return !found || found.limitedAccess ? null : found.held;
}

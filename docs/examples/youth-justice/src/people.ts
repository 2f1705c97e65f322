/** Which children we work with, by our own number. An invented caseload; the case management system would stand here. */

/** The field of FamilyMember that is ours. */
export const FIELD = "youthJustice";

/** Two whom we know and one whom we do not: the tests ask for them. */
export const TEST_PEOPLE = { known: ["YJ-2071", "YJ-1040"], unknown: "YJ-9999" } as const;

const CHILDREN: ReadonlyMap<string, object> = new Map([
  [
    "YJ-2071",
    {
      open: true,
      worker: {
        name: "Sam Adewale",
        role: "Youth justice practitioner",
        team: "Hillingdon, north",
        recordedAt: "2026-08-05T09:00:00Z",
      },
      orders: [
        {
          orderType: "REFERRAL_ORDER",
          outOfCourt: false,
          fromDate: "2026-08-04",
          toDate: "2027-02-03",
          requirements: "Panel contract: weekly sessions, reparation of twelve hours, a mentor.",
          occurredOn: "2026-08-04",
          recordedAt: "2026-08-04T15:10:00Z",
          sourceRef: "ORD-3312",
        },
        {
          orderType: "COMMUNITY_RESOLUTION",
          outOfCourt: true,
          fromDate: "2026-01-22",
          toDate: null,
          requirements: null,
          occurredOn: "2026-01-22",
          recordedAt: "2026-01-23T10:00:00Z",
          sourceRef: "OOCD-0871",
        },
      ],
      assessments: [
        {
          assessedOn: "2026-08-27",
          riskOfSeriousHarm: "MEDIUM",
          safetyAndWellbeing: "HIGH",
          likelihoodOfReoffending: "MEDIUM",
          concerns: ["CRIMINAL_EXPLOITATION", "MISSING", "PEERS", "EDUCATION"],
          summary: "Carries for others and owes them; frightened of reprisals.",
          occurredOn: "2026-08-27",
          recordedAt: "2026-08-28T11:20:00Z",
          authorRole: "Youth justice practitioner",
          sourceRef: "AP-5540",
        },
      ],
      firstTimeEntrant: { occurredOn: "2026-08-04", recordedAt: "2026-08-04T15:10:00Z" },
      indicators: {
        suitableAccommodation: true,
        educationTrainingOrEmployment: false,
        sendPlan: false,
        mentalHealthScreened: true,
        substanceMisuseScreened: true,
        recordedAt: "2026-10-01T08:00:00Z",
      },
      mentalHealthNeed: {
        identified: true,
        referredOn: "2026-09-02",
        detail: "Sleeps badly, startles; asked for help and then missed it.",
        occurredOn: "2026-08-27",
        recordedAt: "2026-08-28T11:20:00Z",
      },
      substanceMisuseNeed: {
        identified: false,
        referredOn: null,
        detail: null,
        occurredOn: "2026-08-27",
        recordedAt: "2026-08-28T11:20:00Z",
      },
    },
  ],
  ["YJ-1040", { open: false, orders: [] }],
]);

/** @returns what we hold, or null where we know nobody by this number */
export async function find(id: string): Promise<object | null> {
  return CHILDREN.get(id) ?? null;
}

/** Who we know, by our own number. Put your system in place of this: `find` is all that the rest asks of it. */

/** The field of FamilyMember that is ours. */
export const FIELD = "starter";

/** Two whom we know and one whom we do not: the tests ask for them. */
export const TEST_PEOPLE = { known: ["A000001", "A000002"], unknown: "Z999999" } as const;

const PEOPLE: ReadonlyMap<string, object> = new Map([
  [
    "A000001",
    {
      worker: { name: "Robin Hale", role: "Family worker", team: "North team" },
      visits: [
        {
          occurredOn: "2026-10-12",
          recordedAt: "2026-10-12T15:20:00Z",
          sourceRef: "V-102",
          outcome: "SEEN",
          notes: "Both children at home, well and playing.",
          reportedBy: "The school",
          address: { lines: ["12 Alder Close"], postcode: "SE5 8QX" },
        },
        {
          occurredOn: "2026-09-03",
          recordedAt: "2026-09-03T10:05:00Z",
          sourceRef: "V-088",
          outcome: "NOT_AT_HOME",
          notes: null,
          reportedBy: null,
          address: { lines: ["12 Alder Close"], postcode: "SE5 8QX" },
        },
      ],
    },
  ],
  ["A000002", { worker: { name: "Robin Hale", role: "Family worker", team: "North team" }, visits: [] }],
]);

/**
 * @returns what we hold about the person, as the schema says it, or null where we know nobody by this number. Whom we
 * know and may not tell of is null too: who asks must not be able to tell the two apart.
 */
export async function find(id: string): Promise<object | null> {
  return PEOPLE.get(id) ?? null;
}

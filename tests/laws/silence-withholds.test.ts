/**
 * Law 2: what cannot be decided, read or fetched is not released, and the answer says so. Rules that throw or talk
 * nonsense for some cells, a source that fails for some asks, tables that PostgreSQL will not let the gateway read,
 * words that nobody knows: each under random policies and queries, against the same query undisturbed.
 */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { openMember } from "../../src/governance/member-id";
import { OpaqueIds } from "../../src/gateway/opaque-ids";
import { decide } from "../../src/sharing/decide";
import { HostedSource } from "../../src/sources/hosted.source";
import { askKey, type Source, type SourceAsk } from "../../src/sources/source";
import { ID_KEY, type Answer, type TestGateway } from "../api/gateway";
import { proofSize } from "../proof-size";
import type { PlantedBug } from "./planted-bug";
import { Balance, pairs, type Pair, drawn } from "./random-pairs";
import { answered, mustFail, mustHold, NO_BUG, startUnderPolicy, type Law, type UnderPolicy } from "./under-any-policy";
import { cellsOf } from "./what-is-permitted";
import { releasedIn } from "./what-was-released";

let under: UnderPolicy;
beforeAll(async () => {
  under = await startUnderPolicy();
});
afterAll(() => under.stop());

const ids = new OpaqueIds(ID_KEY);

/** Whether this cell or ask is one of the disturbed: about one in three, always the same. */
const isStruck = (...of: string[]): boolean => createHash("sha256").update(of.join(" ")).digest()[0]! % 3 === 0;

interface Told {
  readonly person: string;
  readonly agency: string;
  readonly category: string;
  readonly fields: readonly string[];
  readonly outcome: string;
  readonly reason: string;
}

/** The decisions that an answer shows, but for their ids. */
function toldIn({ data }: Answer, { setting }: Pair): Told[] {
  const members: Record<string, unknown>[] = data.familyRecord?.members ?? (data.person ? [data.person] : []);
  return members.flatMap((member) => {
    const person = openMember(ids, setting.user.agency, String(member["id"]))!.personId;
    const contributions = Object.values(member).filter(Array.isArray).flat() as {
      agency: { id: string };
      sharing: { decisions: (Told & { id: string })[] };
    }[];
    return contributions.flatMap(({ agency, sharing }) =>
      sharing.decisions.map(({ category, fields, outcome, reason }) => ({
        person,
        agency: agency.id,
        category,
        fields,
        outcome,
        reason,
      })),
    );
  });
}

const UNAVAILABLE = { outcome: "SOURCE_UNAVAILABLE", reason: "E-SOURCE" };

/** Undisturbed, but that the struck say that they are unavailable. */
async function mustSaySo(pair: Pair, gateway: TestGateway, struck: (it: Told) => boolean): Promise<void> {
  await under.file(pair);
  const told = toldIn(answered(await under.ask(pair)), pair);
  const disturbed = answered(await under.ask(pair, gateway));
  expect(toldIn(disturbed, pair)).toEqual(told.map((it) => (struck(it) ? { ...it, ...UNAVAILABLE } : it)));
  const { items, involved } = releasedIn(disturbed, under.stage, pair);
  for (const { item } of items) expect(struck({ ...item, fields: [], outcome: "", reason: "" })).toBe(false);
  for (const it of involved)
    expect(struck({ ...it, category: "involvement", fields: [], outcome: "", reason: "" })).toBe(false);
}

describe("rules that fail for some cells", () => {
  const NONSENSE: readonly (() => unknown)[] = [
    () => {
      throw new Error("a rule failed");
    },
    () => undefined,
    () => null,
    () => ({}),
    () => true,
    () => "P-S47",
    () => ({ ...permit, permitted: "yes" }),
    () => ({ ...permit, permitted: 1 }),
    () => ({ ...permit, reason: "P-UNHEARD-OF" }),
    () => ({ ...permit, reason: "W-LEVEL" }),
    () => ({ ...permit, permitted: false }),
    () => ({ ...permit, reason: "E-SOURCE", permitted: false }),
    () => ({ permitted: true, reason: "P-S47" }),
    () => Promise.resolve(permit),
  ];
  const permit = {
    permitted: true,
    reason: "P-S47",
    internalReason: null,
    lookBack: [],
    dropAll: null,
    sensitiveServices: ["*"],
    protocol: null,
    cites: [],
  };

  const isStruckCell = ({ person, agency, category }: { person: string; agency: string; category: string }) =>
    isStruck(person, agency, category);
  let asked: readonly SourceAsk[] = [];
  let turn = 0;
  const parts = () => ({
    decider: ((ask, evidence, rulebook) =>
      isStruckCell({ person: ask.subject.id, agency: ask.source.id, category: ask.category })
        ? NONSENSE[turn++ % NONSENSE.length]!()
        : decide(ask, evidence, rulebook)) as typeof decide,
    source: {
      fetch: (wanted) => {
        asked = wanted;
        return new HostedSource(under.gateway.pool).fetch(wanted);
      },
    } satisfies Source,
  });
  const lawOn =
    (gateway: () => TestGateway, balance = new Balance()): Law =>
    async (pair) => {
      asked = [];
      await mustSaySo(pair, gateway(), isStruckCell);
      const cells = cellsOf(under.stage, pair);
      const mayBeAsked = cells.filter((it) => !isStruckCell({ ...it, category: it.field.category }));
      const known = new Set(mayBeAsked.map((it) => `${it.person} ${it.agency} ${it.field.stored}`));
      for (const { person, agency, fields } of asked)
        for (const field of fields) expect(known).toContain(`${person} ${agency} ${field}`);
      balance.count(cells);
    };

  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await under.gateway.another(parts());
  });

  test("release nothing, and the answer says so", async () => {
    const balance = new Balance();
    await mustHold(
      lawOn(() => gateway, balance),
      proofSize(200, 5000),
    );
    balance.mustBeFair();
  });

  /** No look at what it says; what has no list at all would only fall later. */
  const WHATEVER_HAS_A_LIST: readonly [string, string] = [
    "if (!isDecision(decision)) throw",
    "if (!Array.isArray(decision.lookBack) || !Array.isArray(decision.sensitiveServices)) throw",
  ];
  const BUGS: readonly [string, PlantedBug][] = [
    [
      "a rule that throws reads as nothing available",
      {
        file: "record/cell.ts",
        edits: [
          [
            '    outcome: "SOURCE_UNAVAILABLE",\n    reason: "E-SOURCE",',
            '    outcome: "NOTHING_AVAILABLE",\n    reason: "N-NOTHING-AVAILABLE",',
          ],
        ],
      },
    ],
    [
      "what is not refused is permitted",
      {
        file: "record/cell.ts",
        edits: [
          WHATEVER_HAS_A_LIST,
          ["cell.decision?.permitted === true ?", "cell.decision?.permitted !== false ?"],
          ["if (decision?.permitted !== true) return;", "if (!decision?.permitted) return;"],
        ],
      },
    ],
    [
      "whatever a rule returns is taken for a decision",
      {
        file: "record/cell.ts",
        edits: [WHATEVER_HAS_A_LIST],
      },
    ],
  ];
  test("with no bug planted it holds", async () => {
    const sound = await under.withBug(NO_BUG, parts());
    await mustHold(
      lawOn(() => sound),
      10,
    );
  });
  test.each(BUGS)("with a planted bug it does not: %s", async (_, bug) => {
    const mutant = await under.withBug(bug, parts());
    await mustFail(lawOn(() => mutant));
  });
});

describe("a source that fails for some asks", () => {
  let turn = 0;
  const failing = (): Source => ({
    fetch: async (wanted) => {
      const answers = new Map(await new HostedSource(under.gateway.pool).fetch(wanted));
      for (const { person, agency } of wanted) {
        if (!isStruck(person, agency)) continue;
        const key = askKey(person, agency);
        if (turn++ % 2 === 0) answers.delete(key);
        else answers.set(key, { unavailable: "PARTNER" });
      }
      return answers;
    },
  });
  const lawOn =
    (gateway: () => TestGateway): Law =>
    (pair) =>
      mustSaySo(
        pair,
        gateway(),
        ({ person, agency, category, ...it }) =>
          // what was refused was never asked, so it cannot fail
          isStruck(person, agency) &&
          (it.outcome === "" || !it.reason.startsWith("W-")) &&
          isAsked(pair, person, agency, category),
      );
  const isAsked = (pair: Pair, person: string, agency: string, category: string): boolean =>
    cellsOf(under.stage, pair).some(
      (it) => it.person === person && it.agency === agency && it.field.category === category && it.decision.permitted,
    );

  test("leaves those cells unavailable, and the others as they are", async () => {
    const gateway = await under.gateway.another({ source: failing() });
    await mustHold(
      lawOn(() => gateway),
      proofSize(40, 2000),
    );
  });
  test("with a planted bug it does not: no answer is taken for an empty one", async () => {
    const gateway = await under.withBug(
      {
        file: "record/cell.ts",
        edits: [
          [
            "if (answer === undefined || isUnavailable(answer)) {",
            "if (answer === undefined) return;\n  if (isUnavailable(answer)) {",
          ],
        ],
      },
      { source: failing() },
    );
    await mustFail(lawOn(() => gateway));
  });
});

describe("evidence that PostgreSQL will not let the gateway read", () => {
  const TABLES = [
    ...["agency", "app_user", "case_agency", "case_assignment", "case_file", "case_member", "competence_assessment"],
    ...["conflict_of_interest", "consent", "court_order", "dispensation", "break_glass_grant", "holder_determination"],
    ...["law", "legal_status", "parental_responsibility", "person", "protocol", "protocol_signature", "relationship"],
    ...["restriction", "rulebook_head", "contribution_item"],
  ];
  const withheld = async <T>(table: string, work: () => Promise<T>): Promise<T> => {
    await under.gateway.owner.query(`REVOKE SELECT ON ${table} FROM family_record_gateway`);
    try {
      return await work();
    } finally {
      await under.gateway.owner.query(`GRANT SELECT ON ${table} TO family_record_gateway`);
    }
  };
  const lawOn =
    (gateway: () => TestGateway) =>
    async (pair: Pair, table: string): Promise<void> => {
      await under.file(pair);
      const answer = await withheld(table, () => under.ask(pair, gateway()));
      if (table === "contribution_item" && pair.question.kind === "RECORD") {
        // only the source reads it: what was permitted is unavailable, and what was not stays as it was
        const told = toldIn(answered(answer), pair);
        const before = toldIn(answered(await under.ask(pair)), pair);
        const permitted = new Set(
          cellsOf(under.stage, pair)
            .filter((it) => it.decision.permitted)
            .map((it) => `${it.person} ${it.agency} ${it.field.name}`),
        );
        const wasAsked = ({ person, agency, fields }: Told) => permitted.has(`${person} ${agency} ${fields[0]}`);
        expect(told).toEqual(before.map((it) => (wasAsked(it) ? { ...it, ...UNAVAILABLE } : it)));
        return;
      }
      expect({ text: answer.text, code: answer.errors?.[0]?.extensions.code }).toEqual({
        text: expect.stringMatching(/"data":\{"(familyRecord|person)":null\}/),
        code: "E-INTERNAL",
      });
    };
  const property = (gateway: () => TestGateway, tables = TABLES) =>
    fc.asyncProperty(pairs, fc.constantFrom(...tables), lawOn(gateway));

  test("is an error, not an empty answer", () =>
    fc.assert(
      property(() => under.gateway),
      { ...drawn(), numRuns: proofSize(60, 3000) },
    ));
  test("with a planted bug it does not hold: a statement that fails has found nothing", async () => {
    const gateway = await under.withBug({
      file: "sources/hosted.source.ts",
      edits: [["      throw error;", "      return new Map(asks.map((it) => [askKey(it.person, it.agency), []]));"]],
    });
    const { failed } = await fc.check(
      property(() => gateway, ["contribution_item"]),
      { ...drawn(), numRuns: 300, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});

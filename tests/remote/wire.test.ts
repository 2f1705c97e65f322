/** Whatever the policy and the query: a partner is asked about nobody and for nothing that was denied. */
import fc from "fast-check";
import {
  Kind,
  parse,
  type FieldNode,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { drawn } from "../laws/random-pairs";
import { proofSize } from "../proof-size";
import { held, PROBATION_SDL } from "./probation";
import { join, KEYS, PROTOCOL, probationOf, putInForce, startPartnerStage, type PartnerStage } from "./stage";
import { startSubgraph, type SubgraphServer } from "./subgraph-server";

let stage: PartnerStage;
let partner: SubgraphServer;

beforeAll(async () => {
  stage = await startPartnerStage();
  partner = await startSubgraph(PROBATION_SDL, "probation", { X100001: held("a"), X100004: held("b") });
  await join(stage, { url: partner.url });
});
afterAll(async () => {
  await partner.stop();
  await stage.stop();
});

const FIELDS: Record<string, readonly [category: string, selection: string]> = {
  supervision: ["offender-management", "supervision { status officers { team { town } } }"],
  riskLevel: ["offender-management", "riskLevel"],
  conditions: ["offender-management", "conditions"],
  whereabouts: ["contact-address", "whereabouts { postcode }"],
  concerns: ["safeguarding-concerns", "concerns { what }"],
};
const CATEGORIES = [...new Set(Object.values(FIELDS).map(([it]) => it))];
const NAMES = new Map<string, string>(Object.entries(KEYS).map(([name, key]) => [key, name]));

const oneOf = (mostly: string, else_: string) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant([mostly]) }, { weight: 1, arbitrary: fc.constant([else_]) });
const policies = fc.record({
  cats: fc.subarray(CATEGORIES),
  manual: fc.subarray(CATEGORIES, { maxLength: 1 }),
  roles: oneOf("SOCIAL_WORKER", "CSC_MANAGER"),
  purposes: oneOf("CHILD_PROTECTION_ENQUIRY", "EARLY_HELP"),
  batching: fc.constantFrom("record", "group", "person"),
  /** A court's order, for one of them, opens what the protocol does not. */
  ordered: fc.record({ name: fc.constantFrom(...NAMES.values()), categories: fc.subarray(CATEGORIES) }),
});
const queries = fc.subarray(Object.keys(FIELDS), { minLength: 1 });

/** Every cell that went over the wire: whom and which field. */
function askedCells(): { key: string; field: string }[] {
  return partner.entityCalls().flatMap(({ query, variables }) => {
    const operation = parse(query).definitions[0] as OperationDefinitionNode;
    return fieldsIn(operation.selectionSet).flatMap((entities, i) => {
      const entity = (entities.selectionSet!.selections[1] as InlineFragmentNode).selectionSet;
      const contribution = fieldsIn(entity).find((it) => it.name.value === "probation")!;
      const fields = fieldsIn(contribution.selectionSet!).map((it) => it.name.value);
      return variables[`r${i}`]!.flatMap(({ id }) => fields.map((field) => ({ key: id, field })));
    });
  });
}
const fieldsIn = (set: SelectionSetNode): FieldNode[] => set.selections.filter((it) => it.kind === Kind.FIELD);

test("cells that were asked although denied: none", async () => {
  let askedInAll = 0;
  let deniedInAll = 0;
  await fc.assert(
    fc.asyncProperty(policies, queries, async ({ ordered, ...policy }, fields) => {
      // a protocol without a category is no protocol
      const cats = policy.cats.length > 0 ? policy.cats : ["send"];
      await putInForce(stage, { ...PROTOCOL, ...policy, cats });
      await stage.owner.query("DELETE FROM court_order WHERE recipients = '{CSC}'");
      await stage.owner.query(
        `INSERT INTO court_order (subject_id, recipients, categories, valid_from)
         SELECT id, '{CSC}', $2, '2026-01-01' FROM person WHERE name = $1`,
        [ordered.name, ordered.categories],
      );
      partner.asked.length = 0;
      const selected = fields.map((it) => FIELDS[it]![1]).join(" ");
      const answer = await stage.record(`probation { ${selected} sharing { decisions { category fields outcome } } }`);
      const members = probationOf(answer);
      const asked = askedCells();
      askedInAll += asked.length;
      const opens = policy.roles.includes("SOCIAL_WORKER") && policy.purposes.includes("CHILD_PROTECTION_ENQUIRY");
      for (const { key, field } of asked) {
        const name = NAMES.get(key)!;
        const category = FIELDS[field]![0];
        // as the answer says, and as the policy says without asking the rules
        const decisions = members[name].sharing.decisions as { fields: string[]; outcome: string }[];
        expect(decisions.find((it) => it.fields.includes(field))!.outcome).not.toBe("WITHHELD");
        const byProtocol = opens && cats.includes(category) && !policy.manual.includes(category);
        const byCourt = ordered.name === name && ordered.categories.includes(category);
        expect(byProtocol || byCourt).toBe(true);
        expect(fields).toContain(field);
      }
      deniedInAll += Object.values(members)
        .flatMap((it) => it.sharing.decisions as { outcome: string }[])
        .filter((it) => it.outcome === "WITHHELD").length;
      if (policy.batching === "person")
        for (const it of partner.entityCalls()) expect(Object.values(it.variables).flat()).toHaveLength(1);
    }),
    { numRuns: proofSize(60, 2_000), ...drawn() },
  );
  // a law that was only ever tried on refusals, or on permits, was not tried
  expect(Math.min(askedInAll, deniedInAll)).toBeGreaterThan(50);
});

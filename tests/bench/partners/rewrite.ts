/**
 * How enforcement is added to an engine that plans by type: each request to a subgraph is taken apart again, so that
 * everybody is asked for under an alias with what is permitted of them, and the answers are put back where the engine
 * expects them. What comes of a request is kept by its text and by who is permitted what, so it is made once.
 */
import { Kind, type ExecutionResult, type FieldNode, type SelectionNode, type SelectionSetNode } from "graphql";
import { graphql } from "./engines";
import { permits, type Policy } from "./policy";

export interface Request {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}
export type Send = (request: Request) => Promise<ExecutionResult>;
interface Representation {
  readonly id: string;
}
interface Plan {
  /** As the engine reads the answer. */
  readonly name: string;
  readonly variable: string;
  readonly field: FieldNode;
  /** Everything of the contribution that is asked for. */
  readonly fields: readonly string[];
}

const plans = new Map<string, readonly Plan[]>();
const rewritten = new Map<string, string>();

/** @returns the answer to the request as it was, without what is not permitted, which was never asked for */
export async function enforced(request: Request, contribution: string, policy: Policy, send: Send) {
  const entities = planned(request.query, contribution);
  if (entities.length === 0) return send(request);
  const groups: { plan: Plan; fields: readonly string[]; places: number[]; representations: Representation[] }[] = [];
  const data: Record<string, unknown[]> = {};
  for (const plan of entities) {
    const representations = request.variables![plan.variable] as Representation[];
    data[plan.name] = representations.map(({ id }) => ({ __typename: "FamilyMember", id, [contribution]: null }));
    const bySet = new Map<string, (typeof groups)[number]>();
    representations.forEach((it, place) => {
      const fields = plan.fields.filter((field) => permits(policy, it.id, contribution, field));
      if (fields.length === 0) return;
      const group = bySet.get(fields.join()) ?? { plan, fields, places: [], representations: [] };
      group.places.push(place);
      group.representations.push(it);
      bySet.set(fields.join(), group);
    });
    groups.push(...bySet.values());
  }
  if (groups.length === 0) return { data };
  const key = `${request.query}\n${groups.map(({ plan, fields }) => `${plan.name}:${fields.join()}`).join(";")}`;
  const query = rewritten.get(key) ?? textOf(groups, contribution);
  rewritten.set(key, query);
  const variables = Object.fromEntries(groups.map((it, i) => [`r${i}`, it.representations]));
  const answer = await send({ query, variables });
  groups.forEach(({ plan, places }, i) => {
    const entitiesOf = (answer.data?.[`g${i}`] ?? []) as unknown[];
    places.forEach((place, at) => (data[plan.name]![place] = entitiesOf[at] ?? null));
  });
  return { ...answer, data };
}

function planned(query: string, contribution: string): readonly Plan[] {
  const known = plans.get(query);
  if (known) return known;
  const [operation] = graphql.parse(query).definitions;
  const fields = operation?.kind === Kind.OPERATION_DEFINITION ? fieldsIn(operation.selectionSet) : [];
  const found = fields.flatMap((field): Plan[] => {
    const [argument] = field.arguments ?? [];
    if (field.name.value !== "_entities" || argument?.value.kind !== Kind.VARIABLE) return [];
    const asked = fieldsIn(field.selectionSet!).filter((it) => it.name.value === contribution);
    return [
      {
        name: (field.alias ?? field.name).value,
        variable: argument.value.name.value,
        field,
        fields: asked.flatMap((it) => fieldsIn(it.selectionSet!).map(({ name }) => name.value)),
      },
    ];
  });
  plans.set(query, found);
  return found;
}

const fieldsIn = (set: SelectionSetNode): FieldNode[] =>
  set.selections.flatMap((it) =>
    it.kind === Kind.FIELD ? [it] : it.kind === Kind.INLINE_FRAGMENT ? fieldsIn(it.selectionSet) : [],
  );

function textOf(groups: readonly { plan: Plan; fields: readonly string[] }[], contribution: string): string {
  const variables = groups.map((_, i) => `$r${i}: [_Any!]!`).join(" ");
  const asked = groups.map(({ plan, fields }, i) => {
    const selection = graphql.print(narrowed(plan.field.selectionSet!, contribution, new Set(fields)));
    return `g${i}: _entities(representations: $r${i}) ${selection}`;
  });
  return `query(${variables}) { ${asked.join(" ")} }`;
}

function narrowed(set: SelectionSetNode, contribution: string, fields: ReadonlySet<string>): SelectionSetNode {
  const selections = set.selections.map((it): SelectionNode => {
    if (it.kind === Kind.INLINE_FRAGMENT)
      return { ...it, selectionSet: narrowed(it.selectionSet, contribution, fields) };
    if (it.kind !== Kind.FIELD || it.name.value !== contribution) return it;
    const kept = it.selectionSet!.selections.filter(
      (inner) => inner.kind === Kind.FIELD && fields.has(inner.name.value),
    );
    return { ...it, selectionSet: { kind: Kind.SELECTION_SET, selections: kept } };
  });
  return { kind: Kind.SELECTION_SET, selections };
}

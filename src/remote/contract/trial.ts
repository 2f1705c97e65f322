/** What every check of an endpoint works with: whom to ask for, and how an answer is read. */
import type { AcceptedPartner } from "../sdl/accepted-partner";
import { NoAnswer, type Asked, type ContractEndpoint } from "./contract-endpoint";
import { entitiesQuestion, everything, selectionOf, shapeOf, type Group, type Shape } from "./questions";

/** What a check found to be wrong; its message goes to the developer. */
export class Found extends Error {}

export type Entity = Readonly<Record<string, unknown>> | null;

export class Trial {
  readonly shape: Shape;
  /** The selection of all that the partner contributes. */
  readonly all: string;

  constructor(
    readonly endpoint: ContractEndpoint,
    readonly partner: AcceptedPartner,
    readonly known: readonly string[],
    readonly unknown: readonly string[],
    readonly pinned: string | null,
  ) {
    this.shape = shapeOf(partner);
    this.all = `id ${partner.field} { ${everything(this.shape.contribution)} }`;
  }

  alone = (field: string): string => `id ${this.partner.field} { ${selectionOf(this.shape.contribution, field)} }`;

  /** @throws Found where the answer is no answer to this question */
  async entities(ids: readonly string[], selection = this.all): Promise<readonly Entity[]> {
    const [list] = await this.groups([{ ids, selection }]);
    return list!;
  }

  async groups(groups: readonly Group[]): Promise<readonly (readonly Entity[])[]> {
    const asked = await this.ask(groups);
    const data = dataOf(asked);
    return groups.map(({ ids }, i) => {
      const list = data[`g${i}`];
      if (!Array.isArray(list))
        throw new Found(
          groups.length > 1 ? `the answer has no list under the alias g${i}` : "the answer has no list of entities",
        );
      if (list.length !== ids.length) throw new Found(`${ids.length} were asked for and ${list.length} answered`);
      return list as Entity[];
    });
  }

  ask(groups: readonly Group[]): Promise<Asked> {
    return this.endpoint.post(entitiesQuestion(groups));
  }
}

/** @throws Found */
export function dataOf(asked: Asked): Readonly<Record<string, unknown>> {
  if (asked.status !== 200) throw new Found(`status ${asked.status} instead of 200`);
  const body = asked.json as { data?: unknown; errors?: readonly unknown[] } | null | undefined;
  if (typeof body !== "object" || body === null) throw new Found("the body is not JSON");
  if (body.errors?.length)
    throw new Found(`the answer has ${body.errors.length} error${body.errors.length === 1 ? "" : "s"}`);
  if (typeof body.data !== "object" || body.data === null) throw new Found("the answer has no data");
  return body.data as Record<string, unknown>;
}

export const idOf = (entity: Entity): unknown => entity?.["id"] ?? null;
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
export const isNoAnswer = (error: unknown): error is NoAnswer => error instanceof NoAnswer;

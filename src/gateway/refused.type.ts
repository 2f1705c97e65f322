/** The typed answer to input that cannot be taken: every fault, its place and what is expected; never the value. */
import { Field, ObjectType } from "type-graphql";
import { Refusal, type Fault } from "./faults";
import { Open } from "./declare";

const ABOUT_INPUT = "It is about the caller's own input.";

@ObjectType({ description: "One thing wrong with the input." })
export class InputFault {
  @Open(ABOUT_INPUT)
  @Field(() => String, { description: "Where: a dotted path such as items.3.body.arrival." })
  path: string;

  @Open(ABOUT_INPUT)
  @Field(() => String, { description: "A stable word for programs." })
  code: string;

  @Open(ABOUT_INPUT)
  @Field(() => String, { description: "What is expected." })
  message: string;
}

@ObjectType({ description: "Nothing was written. Every fault is listed." })
export class Refused {
  @Open(ABOUT_INPUT)
  @Field(() => [InputFault])
  faults: readonly Fault[];
}

/** Runs a write; an expected refusal becomes its typed answer, and anything else stays a fault of ours. */
export async function orRefused<T extends object>(typeName: string, write: () => Promise<T>): Promise<object> {
  try {
    return { __typename: typeName, ...(await write()) };
  } catch (error) {
    if (error instanceof Refusal) return { __typename: "Refused", faults: error.faults };
    throw error;
  }
}

export const refuse = (path: string, code: string, message: string): never => {
  throw new Refusal([{ path, code, message }]);
};

/** Whether a mapped field can be what the OpenAPI document says stands there; in words, where it cannot. */
import type { OpenApi, Shape } from "../rest/openapi";
import { namesIn } from "./dotted-path";
import type { MappedValue } from "./mapping";
import { ledTo, strangeProperties } from "./rest-origin";

export interface ShapeFound {
  readonly faults: readonly string[];
  /** What fields below are read of; undefined where the document does not say. */
  readonly schema: unknown;
}

export function shapeFound(value: MappedValue, schema: unknown, document: OpenApi): ShapeFound {
  const { path } = value;
  const strange = strangeProperties(path, schema, document);
  if (strange.length > 0) return { faults: strange, schema: undefined };
  const names = namesIn(path.text);
  if (!names) return { faults: [], schema: path.whole ? schema : undefined };
  const led = ledTo(names, schema, document);
  if (!led) return { faults: [], schema: undefined };
  const faults = typeFaults(value, led.shape);
  if (!value.list && led.many) faults.push(`${path.text} finds several; write a list, or .first()`);
  return { faults, schema: faults.length > 0 ? undefined : led.schema };
}

const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  Int: ["integer"],
  Float: ["integer", "number"],
  Boolean: ["boolean"],
};
const TEXTS = ["string"];

function typeFaults({ path, below, type }: MappedValue, shape: Shape): string[] {
  if (shape.is === "UNKNOWN") return [];
  if (below) return shape.is === "OBJECT" ? [] : [`${path.text} is no object, and ${type} is one`];
  if (shape.is !== "VALUE") return [`${path.text} is an object; name a part of it`];
  const expected = NUMBERS[type] ?? TEXTS;
  if (expected.includes(shape.type)) return [];
  const advice = expected === TEXTS ? "; write .toString()" : "";
  return [`${path.text} is described as ${shape.type}, and ${type} is ${expected.join(" or ")}${advice}`];
}

/** What an OpenAPI document says of its operations and of the shapes of what goes over the wire; as much as a mapping needs. */
import { isRaw, type Raw } from "../read-value";
import { lookUp } from "./openapi-text";

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly it: Raw;
  /** Where it stands in the document. */
  readonly at: readonly string[];
}

/** What stands at a place, as far as the document says. */
export type Shape =
  | { readonly is: "OBJECT"; readonly properties: ReadonlyMap<string, unknown>; readonly required: readonly string[] }
  | { readonly is: "LIST"; readonly of: unknown }
  | { readonly is: "VALUE"; readonly type: string; readonly only: unknown }
  | { readonly is: "UNKNOWN" };

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const UNKNOWN: Shape = { is: "UNKNOWN" };
/** One schema that is made of others is read no deeper. */
const DEEPEST = 12;

export class OpenApi {
  readonly operations: ReadonlyMap<string, Operation>;
  /** Each is read once: followed along every way that leads to it, a short document would keep us for days. */
  private readonly shapes = new Map<Raw, Shape>();

  constructor(private readonly root: Raw) {
    const found = new Map<string, Operation>();
    for (const [path, item] of entriesOf(root["paths"])) {
      for (const method of METHODS) {
        const it = isRaw(item) ? item[method] : undefined;
        if (!isRaw(it) || typeof it["operationId"] !== "string") continue;
        // what stands on the path counts for each of its operations
        const shared = (item as Raw)["parameters"];
        const parameters = [...listOf(shared), ...listOf(it["parameters"])];
        const id = it["operationId"];
        found.set(id, {
          id,
          method: method.toUpperCase(),
          path,
          it: { ...it, parameters },
          at: ["paths", path, method],
        });
      }
    }
    this.operations = found;
  }

  parametersOf({ it }: Operation): Raw[] {
    return listOf(it["parameters"]).flatMap((one) => {
      const parameter = this.resolved(one);
      return parameter ? [parameter] : [];
    });
  }

  /** The schema of a JSON body; undefined where the operation has none. */
  requestOf({ it }: Operation): unknown {
    return jsonOf(this.resolved(it["requestBody"]));
  }

  answerOf({ it }: Operation): unknown {
    const answers = it["responses"];
    return jsonOf(this.resolved(isRaw(answers) ? answers["200"] : undefined));
  }

  shapeOf(schema: unknown, depth = 0): Shape {
    const it = this.resolved(schema);
    if (!it || depth > DEEPEST) return UNKNOWN;
    const known = this.shapes.get(it);
    if (known) return known;
    // one that is made of itself says nothing
    this.shapes.set(it, UNKNOWN);
    const shape = this.made(it, depth);
    this.shapes.set(it, shape);
    return shape;
  }

  private made(it: Raw, depth: number): Shape {
    const parts = [...listOf(it["allOf"]), ...listOf(it["oneOf"]), ...listOf(it["anyOf"])];
    if (parts.length > 0) {
      const own = "properties" in it ? [this.plain(it)] : [];
      return together([...own, ...parts.filter(isNotNull).map((one) => this.shapeOf(one, depth + 1))]);
    }
    return this.plain(it);
  }

  private plain(it: Raw): Shape {
    const types = listOf(Array.isArray(it["type"]) ? it["type"] : [it["type"]]).filter((one) => one !== "null");
    const [type] = types;
    if (types.length > 1) return UNKNOWN;
    if (type === "array") return { is: "LIST", of: it["items"] };
    if (type === "object" || (type === undefined && isRaw(it["properties"]))) {
      const properties = new Map(entriesOf(it["properties"]));
      // one that says of no property may have any
      if (properties.size === 0) return UNKNOWN;
      return { is: "OBJECT", properties, required: listOf(it["required"]) as string[] };
    }
    if (typeof type !== "string") return UNKNOWN;
    const [only, ...others] = "const" in it ? [it["const"]] : listOf(it["enum"]);
    return { is: "VALUE", type, only: others.length === 0 ? only : undefined };
  }

  private resolved(node: unknown, depth = 0): Raw | null {
    if (!isRaw(node) || depth > DEEPEST) return null;
    const ref = node["$ref"];
    return typeof ref === "string" ? this.resolved(lookUp(this.root, ref), depth + 1) : node;
  }
}

/** Of objects, what any of them has; else nothing can be said. */
function together(shapes: readonly Shape[]): Shape {
  if (shapes.length === 1) return shapes[0]!;
  const properties = new Map<string, unknown>();
  const required: string[] = [];
  for (const it of shapes) {
    if (it.is !== "OBJECT") return UNKNOWN;
    for (const [name, schema] of it.properties) properties.set(name, schema);
    for (const name of it.required) required.push(name);
  }
  return { is: "OBJECT", properties, required: [...new Set(required)] };
}

const isNotNull = (it: unknown): boolean => !isRaw(it) || it["type"] !== "null";
const entriesOf = (it: unknown): [string, unknown][] => (isRaw(it) ? Object.entries(it) : []);
const listOf = (it: unknown): unknown[] => (Array.isArray(it) ? (it as unknown[]) : []);

function jsonOf(holder: Raw | null): unknown {
  const content = holder?.["content"];
  const json = isRaw(content) ? content["application/json"] : undefined;
  return isRaw(json) ? json["schema"] : undefined;
}

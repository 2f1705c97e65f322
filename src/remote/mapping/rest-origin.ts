/**
 * `@rest`: which operation of a JSON interface a field is made of. People's identifiers go into the body of a POST and
 * nowhere else: a path or a query would stand in every log between here and there.
 */
import type { DirectiveNode } from "graphql";
import { OpenApi, type Operation, type Shape } from "../rest/openapi";
import { argumentOf } from "../sdl/directive-arguments";
import { didYouMean } from "../sdl/did-you-mean";
import { namesIn } from "./dotted-path";
import { mappedPath, type MappedPath } from "./mapped-path";
import { PathFault } from "./reach";

export interface RestOrigin {
  readonly kind: "REST";
  readonly operation: string;
  /** Below the partner's address. */
  readonly path: string;
  /** The property of the body that takes the identifiers. */
  readonly by: string;
  /** Properties of the body that can have one value alone. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** The names on the way to the list in the answer; none where the answer is the list. */
  readonly items: readonly string[];
  /** Of an item: the identifier of the person that it is about. */
  readonly key: MappedPath;
  /** What the document says of an item; the names that it knows, where it says them. */
  readonly item: unknown;
  readonly known: ReadonlySet<string> | null;
}

export const REST_ARGUMENTS = ["operation", "items", "key", "by"] as const;

export interface RestFaults {
  /** Of the directive. */
  readonly said: (message: string) => void;
  /** Of the document, at the operation. */
  readonly described: (at: readonly string[], message: string) => void;
}

export function restOrigin(directive: DirectiveNode, document: OpenApi | null, faults: RestFaults): RestOrigin | null {
  const [id, items, key, by] = REST_ARGUMENTS.map((it) => textOf(directive, it, faults.said));
  // one that is missing is reported with the directive's arguments
  if (id === undefined || items === undefined || key === undefined || document === null) return null;
  const operation = document.operations.get(id);
  if (!operation) {
    faults.said(`${id} is no operation of the OpenAPI document${didYouMean(id, [...document.operations.keys()])}`);
    return null;
  }
  const request = requestOf(operation, by, document, faults);
  const item = itemOf(operation, items, document, faults.said);
  const path = keyPath(key, item, document, faults.said);
  if (item === undefined || !path) return null;
  const shape = document.shapeOf(item);
  return {
    kind: "REST",
    operation: id,
    path: operation.path,
    // where the request cannot be made, the answer is still checked
    by: request?.by ?? "",
    fixed: request?.fixed ?? {},
    items: namesIn(items)!,
    key: path,
    item,
    known: shape.is === "OBJECT" ? new Set(shape.properties.keys()) : null,
  };
}

function textOf(directive: DirectiveNode, name: string, fault: (message: string) => void): string | undefined {
  const said = argumentOf(directive, name);
  if (said === undefined || typeof said === "string") return said;
  fault(`${name}: write it in quotation marks`);
  return undefined;
}

const PLAIN_PATH = /^(?:\/[A-Za-z0-9._~-]+)+$/;

function requestOf(operation: Operation, by: string | undefined, document: OpenApi, faults: RestFaults) {
  const { id, method, path, at } = operation;
  const wrong = (message: string) => faults.described(at, `${id}: ${message}`);
  if (method !== "POST") {
    wrong(
      `${method} would carry identifiers in its URL, or change something; an operation is POST, with them in its body`,
    );
    return null;
  }
  if (path.includes("{")) wrong("its path takes a value, which would stand in logs; take identifiers in the body");
  else if (!PLAIN_PATH.test(path) || /\/\.\.?(?:\/|$)/.test(path))
    wrong("its path is one of plain names: /referrals/search");
  for (const it of document.parametersOf(operation)) {
    if (it["required"] !== true || it["in"] === "path") continue;
    wrong(`${String(it["in"])} parameter ${String(it["name"])} is required; nothing is sent but the body`);
  }
  const schema = document.requestOf(operation);
  const body = document.shapeOf(schema);
  if (schema === undefined || body.is !== "OBJECT") {
    wrong("describe its request body as an object of application/json, with a list for the identifiers");
    return null;
  }
  return inBody(body, by, document, faults, wrong);
}

function inBody(
  { properties, required }: Extract<Shape, { is: "OBJECT" }>,
  by: string | undefined,
  document: OpenApi,
  faults: RestFaults,
  wrong: (message: string) => void,
) {
  const lists = [...properties].filter(([, it]) => takesIdentifiers(document, it)).map(([name]) => name);
  const [only, ...others] = lists;
  const name = by ?? (others.length === 0 ? only : undefined);
  if (name === undefined) {
    if (lists.length === 0) wrong("its body has no property that is a list of texts, for the identifiers");
    else faults.said(`by: say which property takes the identifiers: ${lists.join(" or ")}`);
    return null;
  }
  if (!lists.includes(name)) {
    const message = properties.has(name)
      ? "is no list of texts"
      : `is no property of the body${didYouMean(name, lists)}`;
    faults.said(`by: ${name} ${message}`);
    return null;
  }
  const fixed: Record<string, unknown> = {};
  for (const it of required.filter((one) => one !== name)) {
    const shape = document.shapeOf(properties.get(it));
    if (shape.is === "VALUE" && shape.only !== undefined) fixed[it] = shape.only;
    else wrong(`its body requires ${it}; nothing is sent but identifiers and what can have one value alone`);
  }
  return { by: name, fixed };
}

function takesIdentifiers(document: OpenApi, schema: unknown): boolean {
  const list = document.shapeOf(schema);
  if (list.is !== "LIST") return false;
  const of = document.shapeOf(list.of);
  return of.is === "VALUE" && of.type === "string";
}

/** @returns the schema of an item; undefined where the path leads to no list */
function itemOf(operation: Operation, items: string, document: OpenApi, fault: (message: string) => void): unknown {
  const names = namesIn(items);
  if (!names) {
    fault(
      "items: write the names on the way to the list, such as data.referrals, or $this where the answer is the list",
    );
    return undefined;
  }
  let schema = document.answerOf(operation);
  if (schema === undefined) {
    fault(`${operation.id} describes no answer 200 of application/json`);
    return undefined;
  }
  for (const name of names) {
    const shape = document.shapeOf(schema);
    if (shape.is !== "OBJECT" || !shape.properties.has(name)) {
      const known = shape.is === "OBJECT" ? [...shape.properties.keys()] : [];
      fault(`items: ${operation.id} describes no ${name} there${didYouMean(name, known)}`);
      return undefined;
    }
    schema = shape.properties.get(name);
  }
  const list = document.shapeOf(schema);
  if (list.is === "LIST") return list.of ?? null;
  fault(`items: ${items} is no list`);
  return undefined;
}

function keyPath(text: string, item: unknown, document: OpenApi, fault: (message: string) => void): MappedPath | null {
  try {
    const path = mappedPath(text, "JSON");
    if (item === undefined) return path;
    const wrong = strangeProperties(path, item, document);
    for (const it of wrong) fault(`key: ${it}`);
    const names = namesIn(text);
    const led = names && wrong.length === 0 ? ledTo(names, item, document) : null;
    if (led && led.many) fault(`key: ${text} finds several; an item is about one person`);
    else if (led && (led.shape.is === "OBJECT" || led.shape.is === "LIST")) fault(`key: ${text} is no value`);
    return path;
  } catch (error) {
    if (!(error instanceof PathFault)) throw error;
    fault(`key: ${error.message}`);
    return null;
  }
}

/** What a path reads that the document does not describe, in words. Names alone are followed to their end. */
export function strangeProperties(path: MappedPath, schema: unknown, document: OpenApi): string[] {
  const names = namesIn(path.text);
  if (names) return ledTo(names, schema, document)?.strange ?? [];
  const shape = throughLists(schema, document).shape;
  if (shape.is !== "OBJECT") return [];
  return [...path.roots].filter((it) => !shape.properties.has(it)).map((it) => strange(it, shape));
}

interface Led {
  readonly shape: Shape;
  readonly schema: unknown;
  readonly many: boolean;
  readonly strange?: string[];
}

/** Where names lead; null where the document does not say. Lists on the way are followed into each of their entries. */
export function ledTo(names: readonly string[], from: unknown, document: OpenApi): Led | null {
  let at = throughLists(from, document);
  let many = false;
  for (const name of names) {
    if (at.shape.is === "UNKNOWN") return null;
    const { shape } = at;
    if (shape.is !== "OBJECT" || !shape.properties.has(name)) {
      return { ...at, many, strange: [strange(name, shape)] };
    }
    at = throughLists(shape.properties.get(name), document);
    many ||= at.many;
  }
  return { ...at, many };
}

function throughLists(from: unknown, document: OpenApi): { shape: Shape; schema: unknown; many: boolean } {
  let [schema, shape] = [from, document.shapeOf(from)];
  const seen = new Set<Shape>();
  while (shape.is === "LIST") {
    // a list of itself has no entry of which anything is said
    if (seen.has(shape)) return { shape: { is: "UNKNOWN" }, schema, many: true };
    seen.add(shape);
    schema = shape.of;
    shape = document.shapeOf(schema);
  }
  const many = seen.size > 0;
  return { shape, schema, many };
}

function strange(name: string, shape: Shape): string {
  if (shape.is !== "OBJECT") return `${name} stands below what is no object`;
  return `${name} is no property that the OpenAPI document describes there${didYouMean(name, [...shape.properties.keys()])}`;
}

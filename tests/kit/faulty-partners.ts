/**
 * Partners that do one thing wrong, each as somebody once built it. All start from the conforming mock and spoil its
 * question or its answer; which checks must find them is written beside them.
 */
import type { MockAnswer } from "../../src/kit/mock/mock-partner";

export interface Spoilt {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, instead of the body as JSON. */
  readonly text?: string;
  readonly body?: unknown;
}
export interface FaultyPartner {
  readonly does: string;
  /** The checks that fail, all of them. */
  readonly caughtBy: readonly string[];
  readonly answer: (asked: Asked, conforming: (body: unknown) => Promise<MockAnswer>) => Promise<Spoilt>;
}
export interface Asked {
  readonly method: string;
  readonly credential: string | undefined;
  readonly body: Question;
  readonly url: string;
}
export interface Question {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, readonly Representation[]>>;
}
interface Representation {
  readonly __typename?: unknown;
  readonly id?: unknown;
}
type Entity = Record<string, unknown> | null;
type Data = Record<string, Entity[]>;

/** Spoils each list of entities. `keys` are the ids that were asked for under its alias. */
const lists =
  (spoil: (list: Entity[], keys: readonly unknown[]) => Entity[] | null): FaultyPartner["answer"] =>
  async ({ body }, conforming) => {
    const answer = await conforming(body);
    const { data } = answer.body as { data?: Data };
    if (!data || !("g0" in data)) return answer;
    const spoilt = Object.entries(data).map(([alias, list]) => {
      const asked = body.variables?.[alias.replace("g", "r")] ?? [];
      return [
        alias,
        spoil(
          list,
          asked.map((it) => it.id),
        ),
      ];
    });
    return { ...answer, body: { data: Object.fromEntries(spoilt) } };
  };
const keyOf = (it: Entity): string => (typeof it?.["id"] === "string" ? it["id"] : "");
const entities = (spoil: (it: Record<string, unknown>) => Entity): FaultyPartner["answer"] =>
  lists((list) => list.map((it) => it && spoil(it)));

const STACK = "TypeError: Cannot read properties of undefined\n    at find (/srv/partner/src/people.ts:31:17)";
const isAboutPeople = (body: Question | null) => JSON.stringify(body).includes("_entities");

export const FAULTY_PARTNERS: readonly FaultyPartner[] = [
  {
    does: "sorts its answers by key",
    caughtBy: [
      "keys.order",
      "keys.duplicates",
      "keys.unknown-keeps-others",
      "batch.same-as-single",
      "batch.hundred",
      "batch.aliases",
    ],
    answer: lists((list) => [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))),
  },
  {
    does: "drops nulls",
    caughtBy: ["keys.unknown-is-null", "keys.unknown-keeps-others", "batch.hundred"],
    answer: lists((list) => list.filter((it) => it !== null)),
  },
  {
    does: "answers each person once",
    caughtBy: ["keys.duplicates", "batch.hundred"],
    answer: lists((list) => [...new Map(list.map((it) => [it?.["id"], it])).values()]),
  },
  {
    does: "fails the whole batch for one unknown person",
    caughtBy: ["keys.unknown-is-null", "keys.unknown-keeps-others", "batch.hundred"],
    answer: async ({ body }, conforming) => {
      const answer = await conforming(body);
      const { data } = answer.body as { data?: Data | null };
      const unknown = Object.values(data ?? {}).some((it) => Array.isArray(it) && it.includes(null));
      return unknown ? { ...answer, body: { data: null, errors: [{ message: "not found" }] } } : answer;
    },
  },
  {
    does: "answers a fault with a stack trace",
    caughtBy: ["http.faults-say-nothing"],
    answer: async ({ body }, conforming) => {
      const answer = await conforming(body);
      const isFault = answer.status !== 200 || "errors" in (answer.body as object);
      return isFault
        ? { status: 500, body: { errors: [{ message: "oops", extensions: { stacktrace: STACK } }] } }
        : answer;
    },
  },
  {
    does: "repeats the key of a question in its error",
    caughtBy: ["http.faults-say-nothing"],
    answer: async ({ body }, conforming) => {
      const answer = await conforming(body);
      const isFault = answer.status !== 200 || "errors" in (answer.body as object);
      return isFault ? { ...answer, body: { errors: [{ message: `cannot serve ${JSON.stringify(body)}` }] } } : answer;
    },
  },
  {
    does: "ignores aliases",
    caughtBy: ["batch.aliases"],
    answer: async ({ body }, conforming) => {
      const answer = await conforming(body);
      const { data } = answer.body as { data?: Data };
      return data?.["g1"] ? { ...answer, body: { data: { ...data, g1: data["g0"] } } } : answer;
    },
  },
  {
    does: "serves a person whatever type was asked for",
    caughtBy: ["keys.wrong-typename"],
    answer: ({ body }, conforming) => {
      const as = (it: Representation | null) => (it?.id === undefined ? it : { ...it, __typename: "FamilyMember" });
      const variables = Object.entries(body?.variables ?? {}).map(
        ([name, list]) => [name, list.map(as as never)] as const,
      );
      return conforming({ ...body, variables: Object.fromEntries(variables) });
    },
  },
  {
    does: "answers more than it was asked",
    caughtBy: ["batch.aliases", "fields.fit", "fields.key-only", "fields.open", "fields.checks"],
    answer: entities((it) => ({ ...it, fire: { ...(it["fire"] as object | null), riskNote: "not asked for" } })),
  },
  {
    does: "serves another SDL than was checked",
    caughtBy: ["http.sdl"],
    answer: async ({ body }, conforming) => {
      const answer = await conforming(body);
      const { _service: service } = ((answer.body as { data?: unknown }).data ?? {}) as { _service?: { sdl: string } };
      if (!service) return answer;
      return { body: { data: { _service: { sdl: service.sdl.replace('"arrears-asb"', '"tenancy"') } } } };
    },
  },
  {
    does: "takes fifty at most",
    caughtBy: ["batch.hundred"],
    answer: lists((list) => list.slice(0, 50)),
  },
  {
    does: "writes the key in its own way",
    caughtBy: [
      "keys.echoed",
      "keys.order",
      "keys.duplicates",
      "keys.unknown-keeps-others",
      "batch.hundred",
      "batch.aliases",
    ],
    answer: entities((it) => ({ ...it, id: String(it["id"]).toLowerCase() })),
  },
  {
    does: "tells whom it once knew from whom it never knew",
    caughtBy: ["keys.unknown-is-null", "keys.unknown-keeps-others", "keys.unknown-alike", "batch.hundred"],
    answer: lists((list, keys) =>
      list.map(
        (it, i) => it ?? (keys[i] === "Z999999" ? { __typename: "FamilyMember", id: keys[i], fire: null } : null),
      ),
    ),
  },
  {
    does: "redirects",
    caughtBy: ["http.answers"],
    answer: async () => ({ status: 307, headers: { location: "https://example.org/" }, text: "" }),
  },
  {
    does: "answers with a page",
    caughtBy: ["http.answers"],
    answer: async () => ({ headers: { "content-type": "text/html" }, text: "<h1>Welcome</h1>" }),
  },
  {
    does: "answers a GET",
    caughtBy: ["http.no-get"],
    answer: ({ method, url, body }, conforming) => {
      if (method !== "GET") return conforming(body);
      const asked = new URL(url, "http://localhost").searchParams;
      return conforming({ query: asked.get("query"), variables: JSON.parse(asked.get("variables") ?? "{}") as object });
    },
  },
  {
    does: "asks nobody for a credential",
    caughtBy: ["http.credential"],
    answer: ({ body }, conforming) => conforming(body),
  },
  {
    does: "traces",
    caughtBy: ["http.no-trace"],
    answer: async ({ body }, conforming) => {
      const answer = await conforming(body);
      return answer.status === 200 && isAboutPeople(body)
        ? { ...answer, body: { ...(answer.body as object), extensions: { ftv1: "GgwI" } } }
        : answer;
    },
  },
  {
    does: "leaves out what it does not hold",
    caughtBy: ["fields.fit", "fields.checks"],
    answer: entities((it) => {
      const fire = it["fire"] as { checks?: { flat?: unknown }[] | null } | null | undefined;
      for (const check of fire?.checks ?? []) delete check.flat;
      return it;
    }),
  },
  {
    does: "fills one field from another, and only when both are asked for",
    caughtBy: ["fields.open"],
    answer: entities((it) => {
      const fire = it["fire"] as { open?: unknown; checks?: unknown } | null | undefined;
      if (fire && "open" in fire && !("checks" in fire)) fire.open = null;
      return it;
    }),
  },
  {
    does: "writes dates as people do",
    caughtBy: ["fields.fit", "fields.checks"],
    answer: entities((it) => {
      const fire = it["fire"] as { checks?: { occurredOn?: string | null }[] | null } | null | undefined;
      for (const check of fire?.checks ?? []) if ("occurredOn" in check) check.occurredOn = "3 Nov 2025";
      return it;
    }),
  },
  {
    does: "lets one person's answer depend on the company",
    caughtBy: ["batch.same-as-single"],
    answer: lists((list) =>
      list.length > 1 ? list : list.map((it) => (it && "fire" in it ? { ...it, fire: null } : it)),
    ),
  },
  {
    does: "never finishes its answer",
    caughtBy: ["http.answers"],
    answer: () => new Promise(() => undefined),
  },
  {
    does: "answers far too much",
    caughtBy: ["http.answers"],
    answer: async () => ({ text: " ".repeat(100_000) }),
  },
];

/** The endpoint as a server: what it lets through, and what it says when something is wrong. */
import { hashSdl } from "../sdl/canonical";
import type { Asked } from "./contract-endpoint";
import type { EndpointCheck } from "./checks";
import { entitiesQuestion } from "./questions";
import { dataOf, Found, isNoAnswer, type Trial } from "./trial";

/** Content types that the gateway takes for an answer. */
const JSON_TYPES = ["application/json", "application/graphql-response+json"];
/** What programs say of themselves when they fail: frames, files, classes, statements. */
const INSIDES = [
  /^\s*at .+[:(]\d+/m,
  /\\n\s*at .+?:\d+/,
  /\bTraceback\b|File \\?"[^"]+\\?", line \d+/,
  /\b(?:node_modules|\.(?:js|ts|java|py|rb|php|cs|go|kt):\d+)/,
  /\b\w+(?:\.\w+)+(?:Exception|Error)\b/,
  /\b(?:SELECT|INSERT|UPDATE)\b.+\b(?:FROM|INTO|SET|WHERE)\b/,
  /"stack(?:trace)?"\s*:/i,
  /\bORA-\d+|SQLSTATE|ECONNREFUSED/,
];
/** A name that no partner has; if it comes back, so would a person's number. */
const MARK = "MARK7391";

export const HTTP: readonly EndpointCheck[] = [
  {
    name: "http.answers",
    what: "a question is answered with status 200, as JSON, without a redirect",
    todo: "give the address itself, and let it answer a POST with application/json",
    run: async (trial) => {
      const asked = await trial.ask([{ ids: trial.known, selection: trial.all }]);
      if (asked.status >= 300 && asked.status < 400)
        throw new Found(`a redirect (status ${asked.status}); no redirect is followed`);
      const type = asked.contentType.split(";")[0]!.trim().toLowerCase();
      if (!JSON_TYPES.includes(type))
        throw new Found(`content-type ${type || "is missing"}; ${JSON_TYPES.join(" or ")}`);
      dataOf(asked);
    },
  },
  {
    name: "http.sdl",
    what: "`_service { sdl }` is the SDL that was checked; the gateway switches off a partner whose SDL is another",
    todo: "serve the file that you had checked, or have the served one checked and approved",
    run: async (trial) => {
      const service = dataOf(await trial.endpoint.post({ query: "{ _service { sdl } }" }))["_service"];
      const sdl = (service as { sdl?: unknown } | null)?.sdl;
      if (typeof sdl !== "string") throw new Found("_service { sdl } is no text");
      if (hashSdl(sdl) !== (trial.pinned ?? trial.partner.sha256))
        throw new Found("another SDL is served than was checked");
    },
  },
  {
    name: "http.no-get",
    what: "nothing is answered to a GET: a number in an address lands in logs",
    todo: "take POST alone, and answer GET with 405",
    run: async (trial) => {
      const { query, variables } = entitiesQuestion([{ ids: trial.known, selection: "id" }]);
      const asked = await trial.endpoint.get(
        `?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(JSON.stringify(variables))}`,
      );
      if (tellsAnything(asked)) throw new Found("a GET was answered with data");
    },
  },
  {
    name: "http.credential",
    what: "without its credential nobody is answered",
    todo: "ask for the credential on every request, `_service` and unknown people included",
    run: async (trial) => {
      if (!trial.endpoint.hasCredential) return { skipped: "no --header was given; try it before going live" };
      const question = entitiesQuestion([{ ids: [...trial.known, ...trial.unknown], selection: "id" }]);
      const asked = await trial.endpoint.post(question, { credential: false });
      if (tellsAnything(asked) || asked.status === 200)
        throw new Found(`answered with status ${asked.status} all the same`);
    },
  },
  {
    name: "http.faults-say-nothing",
    what: "what goes wrong is answered without a stack, a file, a statement or a word of the question",
    todo: "answer one fixed sentence; write the rest into your own log",
    run: async (trial) => {
      for (const asked of await faulty(trial)) {
        if (asked === null) continue;
        if (INSIDES.some((it) => it.test(asked.text)))
          throw new Found("an answer tells about the inside of the program");
        if (asked.text.includes(MARK)) throw new Found("an answer repeats a key of the question");
      }
    },
  },
  {
    name: "http.no-trace",
    what: "no tracing in the answer: it carries times and errors of every field",
    todo: "disable inline tracing (Apollo Server: ApolloServerPluginInlineTraceDisabled)",
    run: async (trial) => {
      const question = entitiesQuestion([{ ids: trial.known, selection: trial.all }]);
      const asked = await trial.endpoint.post(question, { headers: { "apollo-federation-include-trace": "ftv1" } });
      const extensions = (asked.json as { extensions?: object } | undefined)?.extensions ?? {};
      if (Object.keys(extensions).length > 0) throw new Found("the answer has extensions");
    },
  },
];

function tellsAnything({ json }: Asked): boolean {
  const data = (json as { data?: Record<string, unknown> | null } | null | undefined)?.data;
  return Object.values(data ?? {}).some((it) => (Array.isArray(it) ? it.some((one) => one !== null) : it !== null));
}

/** Questions that no program should be asked; null where it hung up on one, which says nothing either. */
function faulty(trial: Trial): Promise<(Asked | null)[]> {
  const id = MARK;
  const entities = "query($r: [_Any!]!) { _entities(representations: $r) { ... on FamilyMember { id } } }";
  const variables = { r: [{ __typename: "FamilyMember", id }] };
  const noSuchField = entities.replace("{ id }", `{ id ${trial.partner.field} { noSuchField } }`);
  const bodies: unknown[] = [
    `{ this is not JSON, ${id}`,
    [],
    { query: "{ noSuchField }", variables },
    { query: "{ _entities", variables },
    { query: noSuchField, variables },
    { query: entities, variables: { r: [null, ...variables.r] } },
    { query: entities, variables: { r: [{ id }] } },
    { query: entities, variables: { r: [{ __typename: "FamilyMember" }] } },
    { query: entities, variables: { r: [{ __typename: "FamilyMember", id: { not: id } }] } },
    { query: entities, variables: { r: [{ __typename: "NoSuchType", id }] } },
    { query: entities, variables: { r: [{ __typename: "FamilyMember", id: `${id}'"; --\u0000` }] } },
  ];
  return Promise.all(
    bodies.map((it) =>
      trial.endpoint.post(it).catch((error: unknown) => {
        if (isNoAnswer(error)) return null;
        throw error;
      }),
    ),
  );
}

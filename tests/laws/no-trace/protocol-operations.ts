/** What can be asked of protocols, and what is refused: they bind agencies and name no person, so no marker is ever here. */
import type { Choice } from "./choice";
import type { Attempt } from "./refused-mutations";
import type { Selections } from "./selections";

const IDS = ["ISA-MASH", "ISA-EH", "ISP-MARAC", "ISA-CROSS-LA", "ISA-NOBODYS"];
const TEXTS = [
  "",
  "id: ISA-MASH\nversion: 1",
  "id: [",
  "categories:\n  tenency:\n  sexual-health:",
  '{"id": "ISA-EH"}',
];

/** A root field of Query, with what it is given. */
export function protocolRoot(choice: Choice, selections: Selections): string {
  const asked = choice.of(QUERIES)(choice);
  const given = Object.entries(asked.given).map(([name, literal]) => `${name}: ${literal}`);
  selections.cover(...Object.keys(asked.given).map((it) => `Query.${asked.name}(${it})`));
  return selections.field("Query", asked.name, given.join(", "));
}

interface Query {
  readonly name: string;
  readonly given: Readonly<Record<string, string>>;
}

const id = (choice: Choice): string => JSON.stringify(choice.of(IDS));
const ref = (choice: Choice): string => `{ id: ${id(choice)}, version: ${choice.of([1, 1, 2])} }`;

const QUERIES: readonly ((choice: Choice) => Query)[] = [
  () => ({ name: "protocols", given: {} }),
  (choice) => ({
    name: "protocols",
    given: { status: choice.of(["ACTIVE", "DRAFT", "SUSPENDED", "TERMINATED"]) },
  }),
  (choice) => ({ name: "protocol", given: { id: id(choice), ...(choice.chance(50) ? {} : { version: "1" }) } }),
  (choice) => ({ name: "protocolToSign", given: { id: id(choice), version: choice.of(["1", "2"]) } }),
  (choice) => ({ name: "checkProtocol", given: { text: JSON.stringify(choice.of(TEXTS)) } }),
  () => ({ name: "signatories", given: {} }),
  (choice) => ({
    name: "protocolDiff",
    given: { from: ref(choice), to: ref(choice), recent: choice.of(["0", "2", "5"]) },
  }),
];

const STEPS = ["sign", "activate", "suspend", "resume", "terminate"] as const;
const MORE: Readonly<Record<(typeof STEPS)[number], Readonly<Record<string, string>>>> = {
  sign: { signature: '"e30..AAAA"' },
  activate: { without: '["GP"]' },
  suspend: { reason: '"Something went wrong"' },
  resume: {},
  terminate: { reason: '"No longer needed"' },
};

/** Of versions that there are not, by whoever asks. */
export const REFUSED_OF_PROTOCOLS: readonly ((choice: Choice) => Attempt)[] = [
  (choice) => {
    const step = choice.of(STEPS);
    const more = { version: choice.of(["98", "99"]), ...MORE[step] };
    return { name: `${step}Protocol`, type: "ID!", argument: "id", input: choice.of(IDS), more };
  },
  (choice) => ({ name: "draftProtocol", type: "String!", argument: "text", input: choice.of(TEXTS) }),
  (choice) => ({
    name: "appointSignatory",
    type: "AppointSignatoryInput!",
    input: { name: "Somebody", position: "Director", key: choice.of(["{}", "no key", '{"kty":"oct","k":"AAAA"}']) },
  }),
  (choice) => ({
    name: "dismissSignatory",
    type: "ID!",
    argument: "signatoryId",
    input: choice.of(["made-up", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]),
  }),
];

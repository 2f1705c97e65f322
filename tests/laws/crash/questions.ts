/** What the clients ask: every case of every demonstration caller for their purposes, widely and narrowly. */
import { everything } from "../../api/everything";
import { USERS } from "../../../src/demonstration";
import { buildGatewaySchema } from "../../../src/schema";

/** One client's errand. Its public-task statement carries a number of its own, which the record repeats. */
export interface Question {
  readonly user: string;
  readonly token: string;
  /** The caller's agency and the case's sealed id: what the ids in the answer are bound to. */
  readonly agency: string;
  readonly caseId: string;
  readonly size: "NARROW" | "WIDE" | "HUGE";
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const REPEATS = 12;
const HEAD = "query ($id: ID!, $purpose: Purpose!, $number: String!) {";
const RECORD = 'familyRecord(caseId: $id, purpose: $purpose, publicTask: { function: $number, law: "none" })';
const CONTRIBUTIONS: Readonly<Record<string, string>> = {
  health: "gpRegistration { id } edAttendances { id arrivedAt }",
  police: "incidents { id reference }",
  housing: "addresses { id }",
  education: "attendance { id attendancePct }",
  socialCare: "referrals { id }",
};
const narrow = `${HEAD} ${RECORD} { members { name ${Object.entries(CONTRIBUTIONS)
  .map(([name, fields]) => `${name} { agency { id } ${fields} sharing { decisions { id category outcome reason } } }`)
  .join(" ")} } } }`;

/** The whole record several times over: more than the kernel holds for a slow reader, so that a kill cuts it off. */
const repeated = (wide: string): string => {
  const from = wide.indexOf("members {");
  const fields = wide.slice(from, wide.indexOf("chronology("));
  const again = Array.from({ length: REPEATS }, (_, i) => `again${i}: members { ...Member }`).join(" ");
  const member = fields.slice("members {".length, fields.lastIndexOf("}"));
  return `${HEAD} ${RECORD} { members { ...Member } ${again} } } fragment Member on FamilyMember { ${member} }`;
};

/** Asks who everybody is, and makes a question of each of their cases and purposes. */
export async function questionsFor(origin: string): Promise<Question[]> {
  const { schema, catalogue } = await buildGatewaySchema(() => null);
  const wide = everything(schema, catalogue, "$purpose")
    .replace("query ($id: ID!) {", HEAD)
    .replace("familyRecord(caseId: $id, purpose: $purpose)", RECORD);
  const huge = repeated(wide);
  const questions: Question[] = [];
  for (const { id: user } of USERS) {
    const token = await (await fetch(`${origin}/demonstration/token/${user}`)).text();
    const answer = await fetch(`${origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: "{ viewer { agency { id } purposes cases { id } } }" }),
    });
    const { viewer } = ((await answer.json()) as { data: { viewer: Caller } }).data;
    for (const { id } of viewer.cases) {
      for (const purpose of viewer.purposes) {
        const variables = { id, purpose };
        const caller = { user, token, agency: viewer.agency.id, caseId: id, variables };
        questions.push({ ...caller, size: "NARROW", query: narrow });
        questions.push({ ...caller, size: "WIDE", query: wide });
        questions.push({ ...caller, size: "HUGE", query: huge });
      }
    }
  }
  return questions;
}

interface Caller {
  readonly agency: { readonly id: string };
  readonly purposes: readonly string[];
  readonly cases: readonly { readonly id: string }[];
}

/** A partner that is a Federation v2 subgraph, asked through `_entities`. */
import { codeOf } from "../transport/partner-failure";
import type { Deadline, SourceAnswer } from "../../sources/source";
import type { KeyedAsk, PartnerSource, PartnerSourceParts } from "../partner-source";
import { requestsOf } from "../who-stands-together";
import { readAnswer } from "./answer";
import { questionOf, type Question } from "./question";

export const GRAPHQL_TYPES = ["application/graphql-response+json", "application/json"];

export class SubgraphSource implements PartnerSource {
  constructor(private readonly parts: PartnerSourceParts) {}

  async fetch(asks: readonly KeyedAsk[], deadline: Deadline): Promise<ReadonlyMap<string, SourceAnswer>> {
    const questions = requestsOf(asks).flatMap((it) => this.questionsOf(it));
    const answers = await Promise.all(questions.map((it) => this.answered(it, deadline)));
    return new Map(answers.flatMap((it) => [...it]));
  }

  /** By group, each permitted selection is a question of its own; else all of them are one. */
  private questionsOf(asks: readonly KeyedAsk[]): Question[] {
    const { accepted, type } = this.parts;
    const whole = questionOf(asks, accepted, type);
    if (asks[0]!.elsewhere!.batch !== "GROUP") return [whole];
    return whole.groups.map(({ people }) => {
      const persons = new Set(people.map((it) => it.person));
      return questionOf(
        asks.filter((it) => persons.has(it.person)),
        accepted,
        type,
      );
    });
  }

  /** One person's answer in a request that failed is that it failed, for everybody in it. */
  private async answered(question: Question, deadline: Deadline): Promise<ReadonlyMap<string, SourceAnswer>> {
    const { line, inForce, accepted, type, now, itemId, report } = this.parts;
    try {
      const text = await line.send(
        {
          url: inForce.url,
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query: question.query, variables: question.variables }),
          accept: GRAPHQL_TYPES,
        },
        deadline,
      );
      const surplus = new Set<string>();
      const fetchedAt = new Date(now()).toISOString();
      const maker = { fetchedAt, itemId: (...of: readonly string[]) => itemId(inForce.agency, ...of) };
      const parts = { type, member: accepted.field, surplus: (it: string) => surplus.add(it), ...maker };
      const answer = readAnswer(text, question, parts);
      for (const name of surplus) report(`partner ${inForce.agency} answered more than it was asked: ${name}`);
      return answer;
    } catch (error) {
      const unavailable = codeOf(error);
      report(`partner ${inForce.agency}: ${unavailable}`);
      const persons = question.groups.flatMap((it) => it.people.map(({ person }) => person));
      return new Map(persons.map((it) => [it, { unavailable }]));
    }
  }
}

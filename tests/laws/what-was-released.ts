/** What an answer released, read from its bytes: every item and every yes, wherever in the answer it stands. */
import { caseScope, OpaqueIds } from "../../src/gateway/opaque-ids";
import { openMember } from "../../src/governance/member-id";
import { ID_KEY, type Answer } from "../api/gateway";
import { caseOf } from "./policy-on-file";
import type { Pair } from "./random-pairs";
import type { Stage, StagedItem } from "./the-stage";

const ids = new OpaqueIds(ID_KEY);

export interface Released {
  /** By the id on file. */
  readonly items: readonly { readonly item: StagedItem; readonly values: Readonly<Record<string, unknown>> }[];
  /** Members and agencies of whom it was said that somebody is involved. */
  readonly involved: readonly { readonly person: string; readonly agency: string }[];
}

type Node = Readonly<Record<string, unknown>>;
const isNode = (it: unknown): it is Node => typeof it === "object" && it !== null && !Array.isArray(it);
const nodesOf = (it: unknown): Node[] => (Array.isArray(it) ? it : [it]).filter(isNode);

/** @throws Error for an item whose id this gateway did not seal for this caller and case, or that is not on file */
export function releasedIn({ data }: Answer, stage: Stage, { setting, question }: Pair): Released {
  const record = (data as { familyRecord?: Node | null; person?: Node | null } | undefined) ?? {};
  const members = question.kind === "RECORD" ? nodesOf(record.familyRecord?.["members"]) : nodesOf(record.person);
  const { agency } = setting.user;
  const onFile = new Map(stage.items.map((it) => [it.id, it]));
  // outside a case ids are bound to the agency alone
  const scopes = [caseScope(agency, caseOf(stage, setting).id), caseScope(agency, "")];
  const toItem = (values: Node) => {
    const raw = scopes.flatMap((scope) => ids.open("item", scope, String(values["id"])) ?? [])[0];
    const item = raw === undefined ? undefined : onFile.get(raw);
    if (!item) throw new Error(`released, and not on file: ${JSON.stringify(values)}`);
    return { item, values };
  };

  const items = nodesOf(record.familyRecord?.["chronology"])
    .flatMap((it) => nodesOf(it["edges"]))
    .flatMap((it) => nodesOf((it["node"] as Node)["item"]))
    .map(toItem);
  const involved: { person: string; agency: string }[] = [];
  for (const member of members) {
    const person = openMember(ids, agency, String(member["id"]))!.personId;
    for (const contribution of Object.values(member).flatMap(nodesOf)) {
      for (const [name, value] of Object.entries(contribution)) {
        if (name === "agency" || name === "sharing") continue;
        items.push(...nodesOf(value).map(toItem));
        if (value === true) involved.push({ person, agency: String((contribution["agency"] as Node)["id"]) });
      }
    }
  }
  return { items, involved };
}

/**
 * A dry run: what would become of the rows, with nothing written at all. The caller's transaction is read only, so the
 * database sees to that; what rows of the same file would have changed for later ones is remembered beside it.
 */
import type { ClientBase } from "pg";
import { matchPeople, type MatchResult, type PersonToMatch } from "../../governance/matching/match-people";
import { isAnotherPerson } from "../../people/matching/another-person";
import {
  ANOTHER_FIELD,
  ANOTHER_PERSON,
  digestsOf,
  findKnown,
  referenceOf,
  withEarlierRestrictions,
  type KnownItem,
} from "../../record/contribution-writer";
import type { CheckedItem } from "../../record/check-contribution";
import { refusedLine, type CheckedLine, type RefusedLine } from "../check-line";
import { refusesValues } from "../session";
import { NOT_STORABLE, roundsOf } from "../write-batch";
import { keyOf, type Desk, type HeldItem, type WrittenLines } from "./desk";
import { HELD_UNDER, MEANS } from "./writing-desk";

export class LookingDesk implements Desk {
  /** By their numbers: whom the rows mean. */
  private readonly people = new Map<string, string>();
  /** By their numbers: what they were found to mean, and how they were described. */
  private readonly seen = new Map<string, Seen>();
  /** By reference: what would stand there by now. It grows with the file, by some 200 bytes an item. */
  private readonly would = new Map<string, KnownItem>();
  /** By reference: what would be held by now; null for what would have left. */
  private readonly holds = new Map<string, HeldItem | null>();

  constructor(
    private readonly client: ClientBase,
    private readonly agency: string,
    private readonly at: number,
  ) {}

  readonly match: Desk["match"] = async (people) => {
    const ask = async (sql: string, values: unknown[]) => (await this.client.query(sql, values)).rows as never;
    const { agency, at } = this;
    const results = await matchPeople(ask, people, { agency, userId: null, at, dryRun: true });
    return results.map((result, i) => this.remember(people[i]!, result));
  };

  readonly means: Desk["means"] = async (pairs) => {
    const [systems, values] = [pairs.map((it) => it.key.system), pairs.map((it) => it.key.value)];
    const { rows } = await this.client.query<{ means: boolean }>(MEANS, [
      systems,
      values,
      pairs.map((it) => it.personId),
      // a number that means nobody would be linked
      true,
    ]);
    return rows.map((it) => it.means);
  };

  readonly write: Desk["write"] = async (lines) => {
    const before = new Map(this.would);
    const parts: WrittenLines[] = [];
    for (const round of roundsOf(lines)) parts.push(await this.round(round));
    const refused = parts.flatMap((it) => it.refused);
    if (refused.length > 0) {
      this.would.clear();
      for (const [reference, it] of before) this.would.set(reference, it);
    }
    const sum = (of: "accepted" | "unchanged") => parts.reduce((total, it) => total + it[of], 0);
    return { accepted: sum("accepted"), unchanged: sum("unchanged"), refused };
  };

  readonly heldUnder: Desk["heldUnder"] = async (keys) => {
    const { rows } = await this.client.query<HeldItem>(HELD_UNDER, [
      this.agency,
      keys.map((it) => it.system),
      keys.map((it) => it.value),
    ]);
    const asked = new Set(keys.map(keyOf));
    const since = [...this.holds.values()].filter((it) => it !== null && asked.has(keyOf(it.person.key)));
    return [...rows.filter((it) => !this.holds.has(it.sourceRef)), ...(since as HeldItem[])];
  };

  readonly hold: Desk["hold"] = (items) => {
    for (const { person, sourceRef, input } of items) this.holds.set(sourceRef, { sourceRef, person, input });
    return Promise.resolve();
  };

  readonly letGo: Desk["letGo"] = (sourceRefs) => {
    for (const it of sourceRefs) this.holds.set(it, null);
    return Promise.resolve();
  };

  /** What this number has come to mean in this file already, it means: in the store it would be linked, or waiting. */
  private remember(person: PersonToMatch, result: MatchResult): MatchResult {
    const key = keyOf(person.key);
    const seen = this.seen.get(key);
    const means = meansBy(person, result, seen);
    this.seen.set(key, { result: means, descriptions: [...(seen?.descriptions ?? []), person] });
    if (means.kind === "MATCH") this.people.set(key, means.personId);
    return means;
  }

  private async round(lines: readonly CheckedLine[]): Promise<WrittenLines> {
    const known = await findKnown(
      this.client,
      lines.map((it) => it.item),
    );
    const before = lines.map(({ item }) => {
      const reference = referenceOf(item.agency, item.sourceRef);
      return this.would.get(reference) ?? known.get(reference);
    });
    const items = lines.map(({ item }, i) => withEarlierRestrictions(item, before[i]));
    const digests = await this.digests(items);
    const refused: RefusedLine[] = [];
    let unchanged = 0;
    for (const [i, { line, item }] of lines.entries()) {
      const person = this.people.get(keyOf(item.person))!;
      const digest = digests[i];
      const stood = before[i];
      if (stood && stood.person_id !== person) refused.push(refusedLine(line, [ANOTHER_PERSON]));
      else if (stood && stood.field !== item.field) refused.push(refusedLine(line, [ANOTHER_FIELD]));
      else if (!digest) refused.push(refusedLine(line, [NOT_STORABLE]));
      else if (stood?.digest === digest) unchanged += 1;
      else this.would.set(referenceOf(item.agency, item.sourceRef), toKnown(items[i]!, person, digest));
    }
    return { accepted: lines.length - unchanged - refused.length, unchanged, refused };
  }

  /** Null where the database has no room for a value: then they are halved until it stands alone. */
  private async digests(items: readonly CheckedItem[]): Promise<(string | null)[]> {
    if (items.length === 0) return [];
    await this.client.query("SAVEPOINT digests");
    try {
      const digests = await digestsOf(this.client, items);
      await this.client.query("RELEASE digests");
      return digests;
    } catch (error) {
      if (!refusesValues(error)) throw error;
      await this.client.query("ROLLBACK TO digests");
      await this.client.query("RELEASE digests");
    }
    if (items.length === 1) return [null];
    const middle = Math.ceil(items.length / 2);
    return [...(await this.digests(items.slice(0, middle))), ...(await this.digests(items.slice(middle)))];
  }
}

interface Seen {
  readonly result: MatchResult;
  readonly descriptions: readonly PersonToMatch[];
}

function meansBy(person: PersonToMatch, result: MatchResult, seen: Seen | undefined): MatchResult {
  if (seen?.result.kind === "MATCH") {
    const before = seen.result;
    const isSame = result.kind === "MATCH" && result.personId === before.personId;
    const isContradicted = !isSame && seen.descriptions.every((it) => isAnotherPerson(it, person));
    return isSame ? result : { ...before, isByNumber: false, isContradicted };
  }
  const isWaiting = (seen?.result.kind === "POTENTIAL" || seen?.result.kind === "MANY") && result.kind === "MATCH";
  return isWaiting && seen.result.people.includes(result.personId) ? seen.result : result;
}

const toKnown = (item: CheckedItem, person: string, digest: string): KnownItem => ({
  id: "",
  person_id: person,
  agency_id: item.agency,
  source_ref: item.sourceRef,
  field: item.field,
  restrictions: item.restrictions,
  digest,
});

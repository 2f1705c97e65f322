/** To whom a partner's field is opened by the protocols in force: which agencies, in which roles, for what, from what level. */
import { covers } from "../../sharing/evidence";
import { stricter } from "../../sharing/levels";
import type { SharedDeclaration } from "../../gateway/declare";
import type { Flow } from "../../sharing/rulebook";
import type { Category, Purpose } from "../../sharing/vocabulary";
import type { Hub } from "../hub.repository";
import { basisInWords } from "../protocols/changes-in-words";
import { Reach } from "../protocols/reach";

export interface Opening {
  readonly agency: string;
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
  /** By purpose: what has to be there beside the protocol, in words. */
  readonly bases: ReadonlyMap<string, string>;
  readonly minimumLevel: string;
  /** Released by the source's own hand alone. */
  readonly manual: boolean;
  readonly protocol: string;
}

/** What a protocol opens is what may be asked; each record is decided for itself, by consent and law as well. */
export function openedTo(source: string, declaration: SharedDeclaration, hub: Hub, at: number): Opening[] {
  return [...hub.agencies.keys()].sort().flatMap((recipient) =>
    hub.rulebook.flows(source, recipient).flatMap((flow): Opening[] => {
      const terms = flow.terms.get(declaration.category);
      if (!terms?.content || !covers(flow, at) || flow.roles.size === 0) return [];
      const { minimumLevel } = terms;
      return [
        {
          agency: recipient,
          roles: [...flow.roles].sort(),
          purposes: [...flow.purposes].sort(),
          bases: basesOf(source, recipient, declaration.category, flow, hub),
          minimumLevel: String(
            declaration.minimumLevel ? stricter(minimumLevel, declaration.minimumLevel) : minimumLevel,
          ),
          manual: terms.manual || declaration.manual === true,
          protocol: flow.reference,
        },
      ];
    }),
  );
}

function basesOf(source: string, recipient: string, category: Category, flow: Flow, hub: Hub): Map<string, string> {
  const holder = hub.agencies.get(source)!;
  // it comes to hold the category by this very version
  const holding = { ...holder, categories: new Set([...holder.categories, category]) };
  const reach = new Reach(flow.protocol, new Map([...hub.agencies, [source, holding]]));
  const [role] = flow.roles;
  return new Map(
    [...flow.purposes].map((it) => [it, basisInWords(reach.terms(source, recipient, it as Purpose, role!, category)!)]),
  );
}

/** Agencies to whom the same is open are named together. */
export function openingsInWords(openings: readonly Opening[], { agencies }: Hub): string {
  const together = new Map<string, string[]>();
  for (const it of openings) {
    const name = agencies.get(it.agency)?.name;
    const whom = name ? `${name} (${it.agency})` : it.agency;
    const terms = termsInWords(it);
    together.set(terms, [...(together.get(terms) ?? []), whom]);
  }
  if (together.size === 0) return "nobody: no protocol in force covers it";
  return [...together].map(([terms, whom]) => `${whom.join(" and ")}, ${terms}`).join("; and to ");
}

function termsInWords({ roles, purposes, bases, minimumLevel, manual, protocol }: Opening): string {
  const [id, version] = protocol.split("@");
  return (
    `role ${oneOf(roles.map(inWords))}, for ${oneOf(purposes.map((it) => `${inWords(it)} (${bases.get(it)})`))}, ` +
    `from level ${minimumLevel}, ` +
    `by protocol ${id} version ${version}${manual ? ", each time by the source's own hand" : ""}`
  );
}

const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

const SPELT: ReadonlyMap<string, string> = new Map([
  ...["MASH", "CSC", "SF", "MARAC"].map((it) => [it, it] as const),
  ["DSL", "designated safeguarding lead"],
]);

/** `MASH_ADVANCED_PRACTITIONER` as "MASH advanced practitioner". */
const inWords = (word: string): string =>
  word
    .split("_")
    .map((it) => SPELT.get(it) ?? it.toLowerCase())
    .join(" ");

/** To whom a partner's field is opened by the protocols in force: which agencies, in which roles, for what, from what level. */
import { covers } from "../../sharing/evidence";
import { stricter } from "../../sharing/levels";
import type { SharedDeclaration } from "../../gateway/declare";
import type { Hub } from "../hub.repository";

export interface Opening {
  readonly agency: string;
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
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

export const openingInWords = (it: Opening): string =>
  `${it.agency} (${it.roles.join(", ")}) for ${it.purposes.join(", ")}, from level ${it.minimumLevel}` +
  `${it.manual ? ", by the source's own hand alone" : ""}, by ${it.protocol}`;

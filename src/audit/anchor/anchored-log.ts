/** The disclosure log of a gateway that anchors it: it takes nothing more while what it holds cannot be anchored. */
import { GraphQLError } from "graphql";
import type { Disclosure } from "../disclosure";
import type { DisclosureLog } from "../disclosure-log";

export const NOT_ANCHORED = "The record of disclosures cannot be anchored, so nothing is released. Try again later.";

/** Constant words: that it is so is no secret, and there is nothing else to tell. */
export class NotAnchored extends GraphQLError {
  constructor() {
    super(NOT_ANCHORED, { extensions: { code: "E-ANCHOR", http: { status: 503 } } });
  }
}

export interface Gate {
  readonly mayRelease: () => boolean;
  /** A record is about to wait for its checkpoint. */
  readonly waits: () => void;
}

export class AnchoredLog implements Pick<DisclosureLog, "append" | "drain"> {
  constructor(
    private readonly log: Pick<DisclosureLog, "append" | "drain">,
    private readonly gate: Gate,
  ) {}

  async append(disclosure: Disclosure): Promise<void> {
    if (!this.gate.mayRelease()) throw new NotAnchored();
    this.gate.waits();
    await this.log.append(disclosure);
  }

  drain(): Promise<void> {
    return this.log.drain();
  }
}

/** A request's list of disclosures; while nothing may be released it takes none, so that a write that discloses undoes itself. */
export function disclosuresOf(mayRelease: boolean): Disclosure[] {
  const disclosures: Disclosure[] = [];
  if (!mayRelease) {
    disclosures.push = () => {
      throw new NotAnchored();
    };
  }
  return disclosures;
}

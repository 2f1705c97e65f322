/** An agency's own writing: checked whole, written whole, or refused whole with every fault. */
import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import type { Catalogue } from "../gateway/catalogue";
import { Refusal, type Fault } from "../gateway/faults";
import { mustBeActive, mustBeWriter } from "../governance/case-standing";
import type { HubAgency, HubRepository } from "../governance/hub.repository";
import type { RequestContext } from "../identity/request-context";
import { inTransaction } from "../sources/transaction";
import { checkContribution, isChecked, type CheckedItem } from "./check-contribution";
import { writeContributions, type Delivery, type Written } from "./contribution-writer";

export const MOST_ITEMS = 500;

export class Contributions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pool: Pool,
    private readonly hub: HubRepository,
    private readonly catalogue: Catalogue,
  ) {}

  /** In the caller's own name: their agency's items, by somebody active who writes; an integrator too. */
  async contributeAs(request: RequestContext, inputs: readonly unknown[]): Promise<Written> {
    mustBeWriter(request);
    await mustBeActive(this.dataSource.manager, request);
    return this.contribute(request.viewer.agencyId, inputs, { at: request.at, userId: request.viewer.userId });
  }

  /** @throws Refusal listing every fault of every item; then nothing is written */
  async contribute(agencyId: string, inputs: readonly unknown[], delivery: Delivery): Promise<Written> {
    const agency = await this.agencyOf(agencyId);
    if (inputs.length === 0 || inputs.length > MOST_ITEMS) {
      throw new Refusal([{ path: "items", code: "BAD_COUNT", message: `1 to ${MOST_ITEMS} items at a time` }]);
    }
    const checked = inputs.map((it) => checkContribution(it, agency, this.catalogue, delivery.at));
    const faults = checked.flatMap((it, i) => (isChecked(it) ? [] : it.map(placedAt(i))));
    if (faults.length > 0) throw new Refusal(faults, "contribute");
    return inTransaction(this.pool, async (client) => {
      const written = await writeContributions(client, checked as CheckedItem[], delivery);
      if (written.refused.length > 0) {
        throw new Refusal(
          written.refused.map(({ index, fault }) => placedAt(index)(fault)),
          "contribute",
        );
      }
      return written;
    });
  }

  private async agencyOf(id: string): Promise<HubAgency> {
    const { agencies } = await this.hub.latest();
    const agency = agencies.get(id);
    if (!agency?.active) throw new Refusal([{ path: "", code: "NOT_ACTIVE", message: "your agency is not active" }]);
    return agency;
  }
}

const placedAt =
  (index: number) =>
  (fault: Fault): Fault => ({ ...fault, path: `items.${index}.${fault.path}` });

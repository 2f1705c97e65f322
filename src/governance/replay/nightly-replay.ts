/**
 * Every night a sample of the day's disclosures is decided again. Whoever governs is told of any that disagrees: either
 * the record was changed, or the rules were, or the evidence was rewritten behind its history.
 */
import type { DataSource } from "typeorm";
import type { DisclosureRepository } from "../../audit/disclosure.repository";
import { notify } from "../../notifications/outbox";
import type { Replays } from "./replays";

export interface Disagreement {
  readonly decisionId: string;
  readonly differences: readonly string[];
}

export interface ReplayRun {
  readonly at: Date;
  readonly disclosures: number;
  /** How many of their decisions could be made again. */
  readonly decisions: number;
  readonly disagreements: readonly Disagreement[];
}

const SAMPLE = 1_000;

export class NightlyReplay {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: DisclosureRepository,
    private readonly replays: Replays,
  ) {}

  /** Since the last run; of several instances each takes what the others have not. */
  async run(at: number, sample = SAMPLE): Promise<ReplayRun> {
    const [last] = await this.dataSource.query<{ up_to: string }[]>(
      "SELECT up_to FROM replay_run ORDER BY up_to DESC LIMIT 1",
    );
    const { disclosures, upTo } = await this.records.sample(Number(last?.up_to ?? 0), sample);
    const disagreements: Disagreement[] = [];
    let decisions = 0;
    for (const disclosure of disclosures) {
      for (const { position, differences } of await this.replays.ofDisclosure(disclosure)) {
        decisions += 1;
        if (differences.length > 0) disagreements.push({ decisionId: `${disclosure.id}.${position}`, differences });
      }
    }
    const run = { at: new Date(at), disclosures: disclosures.length, decisions, disagreements };
    await this.keep(run, upTo);
    return run;
  }

  /** Newest first. */
  async latest(first: number): Promise<ReplayRun[]> {
    return this.dataSource.query<ReplayRun[]>(
      "SELECT at, disclosures, decisions, disagreements FROM replay_run ORDER BY at DESC LIMIT $1",
      [first],
    );
  }

  private async keep(run: ReplayRun, upTo: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [{ id }] = await manager.query<[{ id: string }]>(
        `INSERT INTO replay_run (at, up_to, disclosures, decisions, disagreements) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
        [run.at, upTo, run.disclosures, run.decisions, JSON.stringify(run.disagreements)],
      );
      if (run.disagreements.length === 0) return;
      const hubs = await manager.query<{ id: string }[]>("SELECT id FROM agency WHERE kind = 'MASH' AND active");
      const roles = ["CASE_AUDITOR", "INFORMATION_GOVERNANCE_LEAD"] as const;
      const notices = hubs.map((it) => ({ topic: "REPLAY_DISAGREED", agency: it.id, roles, reference: id }) as const);
      await notify(manager, run.at.getTime(), notices);
    });
  }
}

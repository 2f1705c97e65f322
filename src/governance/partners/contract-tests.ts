/**
 * Tests a registered version's endpoint against everything that the gateway relies on, over the gateway's own line and
 * with its own credentials, before its controller approves it. What was found is kept; whom it was asked about is not.
 */
import type { DataSource } from "typeorm";
import { z } from "zod";
import { Refusal, toFaults } from "../../gateway/faults";
import { refuse } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { checkEndpoint } from "../../remote/contract/check-endpoint";
import { checkFhir } from "../../remote/contract/check-fhir";
import { CONTRACT_TESTED } from "../../remote/contract/contract-tested";
import { LineEndpoint } from "../../remote/contract/line-endpoint";
import type { PartnerInForce } from "../../remote/partner-in-force";
import type { PartnerLine } from "../../remote/transport/partner-line";
import type { Deadline } from "../../sources/source";
import { mustBeActive } from "../case-standing";
import type { HubRepository } from "../hub.repository";
import type { PartnerCheck } from "./partner-check";
import { partnerVersions } from "./partner-version";
import type { TestPartnerInput } from "./partner.inputs";
import type { VersionRef } from "./partners";
import { mayActivate, mustBeAllowed } from "./who-may";

const identifiers = (least: number) =>
  z
    .array(z.string().regex(/^[\x21-\x7e]{1,100}$/, "an identifier, without spaces"))
    .min(least)
    .max(20);
const shape = z
  .object({ known: identifiers(2), unknown: identifiers(1) })
  .refine(({ known, unknown }) => new Set(known).size === known.length && !known.some((it) => unknown.includes(it)), {
    path: ["known"],
    message: "each once, and nobody who is unknown too",
  });

type People = z.infer<typeof shape>;

const KEEP = `
  INSERT INTO partner_contract_test (partner_id, tested_at, tested_by, passed, checks) VALUES ($1, $2, $3, $4, $5)`;

/** Left of a request's time for keeping what was found and answering. */
const MARGIN_MS = 500;

export interface ContractTestParts {
  readonly dataSource: DataSource;
  readonly hub: HubRepository;
  readonly check: PartnerCheck;
  /** A line of its own for each test: what it upsets is not what records are asked over. */
  readonly testLineOf: (inForce: PartnerInForce) => PartnerLine;
  readonly now: () => number;
}

export class ContractTests {
  constructor(private readonly parts: ContractTestParts) {}

  /** By the hub's governance alone: whoever registers an address does not make the gateway call it. */
  async test(input: TestPartnerInput, request: RequestContext): Promise<VersionRef> {
    const { dataSource, hub, testLineOf, now } = this.parts;
    const { agencies } = await hub.latest();
    mustBeAllowed(mayActivate(request, { agencies }));
    await mustBeActive(dataSource.manager, request);
    const people = shape.safeParse(input);
    if (!people.success) throw new Refusal(toFaults(people.error), "testPartner");
    const versions = agencies.has(input.agency) ? await partnerVersions(dataSource.manager, input.agency) : [];
    const version = versions.find((it) => it.it.version === input.version);
    if (!version) return refuse("agency", "UNKNOWN_PARTNER", "no such partner, or no such version of it");
    const { it } = version;
    if (!CONTRACT_TESTED.has(it.kind))
      return refuse("agency", "NO_CONTRACT", "there is no contract to test a partner of this kind by");
    const line = testLineOf(it);
    try {
      const deadline = { at: request.deadline.at - MARGIN_MS };
      const checks = await this.checked(it, people.data, line, deadline);
      const passed = checks.every(({ status }) => status !== "fail");
      const kept = [it.id, new Date(now()), request.viewer.userId, passed, JSON.stringify(checks)];
      await dataSource.query(KEEP, kept);
    } finally {
      await line.close();
    }
    return { agency: input.agency, version: input.version };
  }

  private async checked(it: PartnerInForce, people: People, line: PartnerLine, deadline: Deadline) {
    const { check, now } = this.parts;
    const url = it.testUrl ?? it.url;
    const gatewaySdl = check.gatewaySdl();
    if (it.kind !== "FHIR") {
      const endpoint = new LineEndpoint(url, line, deadline, now);
      return checkEndpoint({ endpoint, ...people, sdl: it.sdl, gatewaySdl });
    }
    const accepted = check.read(it);
    if (!accepted) return refuse("version", "NOT_TAKEN", "its SDL is not taken any more");
    return checkFhir({ url, line, ...people, accepted, gatewaySdl, now, deadline });
  }
}

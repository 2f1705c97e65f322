/** The command line of the kit: what was asked for, and how it is told. */
import fs from "node:fs";
import type { AddressInfo } from "node:net";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { PARTNER_KINDS, type PartnerKind } from "../remote/partner-in-force";
import type { AcceptedPartner, SdlSurroundings } from "../remote/sdl/accepted-partner";
import { checkPartnerSdl } from "../remote/sdl/check-partner-sdl";
import { diffClassification } from "../remote/sdl/classification-diff";
import { checkEndpoint } from "../remote/contract/check-endpoint";
import { FetchEndpoint } from "./fetch-endpoint";
import { checkFhirServer } from "./check-fhir-server";
import { mockAnswers, mockServer } from "./mock/mock-partner";
import { CannotMake, newPartner } from "./new-partner";
import { tellAccepted, tellEndpoint, tellFaults } from "./tell";

export interface Surroundings {
  /** The gateway's published schema. */
  readonly gatewaySdl: () => string;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Settles when a mock is to stop. */
  readonly stopped: Promise<void>;
}

export const USAGE = `usage:
  partner check sdl FILE [--active NAME=FILE …] [--before FILE] [--kind subgraph|fhir|rest]
                          [--openapi FILE] [--before-openapi FILE] [--json]
  partner check endpoint URL --known id,id --unknown id [--sdl FILE] [--kind subgraph|fhir] [--header "Name: value" …] [--json]
  partner mock FILE [--port 4100] [--seed 1] [--known id,id]
  partner new NAME [--out DIR]`;

class Misasked extends Error {}

/** @returns the exit code */
export async function runPartner(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    const [command, what] = args;
    if (command === "check" && what === "sdl") return checkSdl(args.slice(2), around);
    if (command === "check" && what === "endpoint") return await checkTheEndpoint(args.slice(2), around);
    if (command === "mock") return await mock(args.slice(1), around);
    if (command === "new") return make(args.slice(1), around);
    throw new Misasked(USAGE);
  } catch (error) {
    around.complain((error as Error).message);
    return 2;
  }
}

function checkSdl(args: readonly string[], { gatewaySdl, print }: Surroundings): number {
  const { one, values } = read(args, {
    active: { type: "string", multiple: true },
    before: { type: "string" },
    kind: { type: "string", default: "subgraph" },
    openapi: { type: "string" },
    "before-openapi": { type: "string" },
    json: { type: "boolean" },
  });
  const active = values.active?.map((it) => {
    const [, name, file] = /^([^=]+)=(.+)$/.exec(it) ?? [];
    if (!name || !file) throw new Misasked("--active NAME=FILE");
    return { name, sdl: readText(file) };
  });
  const kind = kindOf(values.kind);
  const openapi = values.openapi === undefined ? null : readText(values.openapi);
  const around = { gatewaySdl: gatewaySdl(), active: active ?? [], kind, openapi };
  const { accepted, faults } = checkPartnerSdl(readText(one), around);
  const earlier = values["before-openapi"];
  const beforeAround = { ...around, active: [], openapi: earlier === undefined ? openapi : readText(earlier) };
  const before = values.before === undefined ? null : acceptedOf(values.before, beforeAround);
  const changes = accepted ? diffClassification(before, accepted) : [];
  if (values.json)
    print(
      JSON.stringify(
        {
          file: one,
          accepted: accepted && {
            ...accepted,
            fields: [...accepted.fields.values()],
            definitions: undefined,
            mapping: undefined,
          },
          faults,
          changes,
        },
        null,
        2,
      ),
    );
  else
    for (const line of accepted
      ? tellAccepted(one, accepted, before && changes)
      : tellFaults(one, faults, values.openapi))
      print(line);
  return accepted ? 0 : 1;
}

async function checkTheEndpoint(args: readonly string[], { gatewaySdl, print, now }: Surroundings): Promise<number> {
  const { one, values } = read(args, {
    known: { type: "string", multiple: true },
    unknown: { type: "string", multiple: true },
    sdl: { type: "string" },
    kind: { type: "string", default: "subgraph" },
    header: { type: "string", multiple: true },
    timeout: { type: "string" },
    json: { type: "boolean" },
  });
  const [known, unknown] = [idsOf(values.known), idsOf(values.unknown)];
  if (known.length < 2 || unknown.length < 1)
    throw new Misasked("--known takes two ids or more that the endpoint knows, --unknown one or more that it does not");
  if (!URL.canParse(one) || !/^https?:/.test(one)) throw new Misasked(`${one}: not an http address`);
  const reached = {
    url: one,
    headers: Object.fromEntries((values.header ?? []).map(headerOf)),
    ...(values.timeout !== undefined && { timeoutMs: wholeNumber(values.timeout, "--timeout") }),
  };
  const asked = {
    known,
    unknown,
    gatewaySdl: gatewaySdl(),
  };
  const results =
    kindOf(values.kind) === "FHIR"
      ? await checkFhirServer({
          ...reached,
          ...asked,
          now,
          accepted: acceptedOf(sdlOf(values.sdl), { gatewaySdl: asked.gatewaySdl, active: [], kind: "FHIR" }),
        })
      : await checkEndpoint({
          ...asked,
          endpoint: new FetchEndpoint(reached),
          sdl: values.sdl === undefined ? null : readText(values.sdl),
        });
  const fails = results.filter((it) => it.status === "fail").length;
  if (values.json) print(JSON.stringify({ url: one, passed: fails === 0, checks: results }, null, 2));
  else for (const line of tellEndpoint(results)) print(line);
  return fails === 0 ? 0 : 1;
}

async function mock(args: readonly string[], { gatewaySdl, print, stopped }: Surroundings): Promise<number> {
  const { one, values } = read(args, {
    port: { type: "string", default: "4100" },
    seed: { type: "string", default: "1" },
    known: { type: "string", multiple: true, default: ["X000001,X000002,X000003,X000004,X000005"] },
  });
  const sdl = readText(one);
  const accepted = acceptedOf(one, { gatewaySdl: gatewaySdl(), active: [] });
  const known = idsOf(values.known);
  const server = mockServer(mockAnswers({ accepted, sdl, seed: values.seed, known }));
  await new Promise<void>((started, failed) => {
    server.once("error", failed).listen(wholeNumber(values.port, "--port"), started);
  });
  print(`${accepted.field}: http://localhost:${(server.address() as AddressInfo).port}/ knows ${known.join(",")}`);
  await stopped;
  server.close();
  server.closeAllConnections();
  return 0;
}

function make(args: readonly string[], { print, complain }: Surroundings): number {
  const { one, values } = read(args, { out: { type: "string" } });
  const folder = values.out ?? one;
  try {
    const files = newPartner(one, folder);
    print(`${folder}: ${files.length} files written`);
    for (const it of files) print(`  ${it}`);
    print("next: npm install && npm test && npm start, in that folder");
    return 0;
  } catch (error) {
    if (!(error instanceof CannotMake)) throw error;
    complain(error.message);
    return 1;
  }
}

function acceptedOf(file: string, around: SdlSurroundings): AcceptedPartner {
  const { accepted, faults } = checkPartnerSdl(readText(file), around);
  if (!accepted) throw new Misasked(tellFaults(file, faults).join("\n"));
  return accepted;
}

function sdlOf(file: string | undefined): string {
  if (file === undefined) throw new Misasked("--sdl FILE: a FHIR server does not serve it itself");
  return file;
}

/** A kind of partner as one writes it, in small letters. */
function kindOf(text: string): PartnerKind {
  const kind = PARTNER_KINDS.find((it) => it.toLowerCase() === text);
  if (!kind) throw new Misasked(`--kind ${PARTNER_KINDS.map((it) => it.toLowerCase()).join(" or ")}`);
  return kind;
}

function read<O extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], options: O) {
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [one] = positionals;
  if (one === undefined || positionals.length > 1) throw new Misasked(USAGE);
  return { one, values };
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    throw new Misasked(`${file}: cannot be read`);
  }
}

const idsOf = (lists: readonly string[] | undefined): string[] => [
  ...new Set((lists ?? []).flatMap((it) => it.split(",").map((id) => id.trim())).filter((it) => it !== "")),
];

function headerOf(text: string): [string, string] {
  const [, name, value] = /^([A-Za-z0-9-]+):\s*(.+)$/.exec(text) ?? [];
  if (!name || !value) throw new Misasked('--header "Name: value"');
  return [name.toLowerCase(), value];
}

function wholeNumber(text: string, option: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Misasked(`${option} takes a whole number`);
  return Number(text);
}

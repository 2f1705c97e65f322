/**
 * npm run protocol -- check FILE.yaml            every fault, each with its line
 * npm run protocol -- diff FROM.yaml TO.yaml     what opens and what closes
 * npm run protocol -- keygen KEY.jwk             makes a signatory's key; prints its public part
 * npm run protocol -- canonical FILE.yaml        the text that is signed, and its digest
 * npm run protocol -- sign FILE.yaml --key KEY.jwk
 *
 * For leads and signatories, on a desk of their own: needs no database and no gateway. --agencies FILE.json tells the
 * agencies of your hub; without it they are the demonstration's. Exits 1 for faults, 2 where it cannot do it at all.
 */
import fs from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { AGENCIES } from "../demonstration";
import { parseOrListFaults } from "../gateway/faults";
import { canonicalForm, digestOf } from "../governance/protocols/canonical-form";
import { checkProtocolText } from "../governance/protocols/check-protocol";
import type { KnownAgency } from "../governance/protocols/hub-faults";
import { differences } from "../governance/protocols/protocol-diff";
import { documentToProtocol, type ProtocolDocument } from "../governance/protocols/protocol-document";
import type { ReachedAgency } from "../governance/protocols/reach";
import { makeKey, signDetached } from "../governance/protocols/signing-key";
import { AGENCY_KINDS, CATEGORIES, type Category } from "../sharing/vocabulary";

const USAGE = `usage: npm run protocol -- check FILE.yaml [--agencies AGENCIES.json]
       npm run protocol -- diff FROM.yaml TO.yaml [--agencies AGENCIES.json]
       npm run protocol -- keygen KEY.jwk [--algorithm EdDSA|ES256]
       npm run protocol -- canonical FILE.yaml
       npm run protocol -- sign FILE.yaml --key KEY.jwk`;

const agenciesShape = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(AGENCY_KINDS),
    categories: z.array(z.enum(Object.keys(CATEGORIES) as [Category, ...Category[]])),
    listedIn16LA: z.boolean().default(true),
  }),
);

type Agencies = ReadonlyMap<string, KnownAgency & ReachedAgency>;
type Print = (line: string) => void;
interface Options {
  readonly agencies?: string | undefined;
  readonly key?: string | undefined;
  readonly algorithm?: string | undefined;
}

/** @returns the exit code */
export async function protocolCommand(args: readonly string[], print: Print, complain: Print): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { agencies: { type: "string" }, key: { type: "string" }, algorithm: { type: "string" } },
    });
    return await run(positionals, values, print, complain);
  } catch (error) {
    complain((error as Error).message);
    return error instanceof Faulty ? 1 : 2;
  }
}

async function run([verb, ...files]: string[], options: Options, print: Print, complain: Print): Promise<number> {
  const [file, other] = files;
  if (!file || files.length !== (verb === "diff" ? 2 : 1)) throw new Error(USAGE);
  const agencies = readAgencies(options.agencies);
  switch (verb) {
    case "check": {
      const { id, version, title } = readDocument(file, agencies);
      print(`${file}: no faults. ${id} version ${version}, ${title}`);
      return 0;
    }
    case "diff": {
      const [from, to] = [file, other!].map((it) => documentToProtocol(readDocument(it, agencies), "DRAFT", []));
      for (const it of differences(from!, to!, agencies).sentences) print(it);
      return 0;
    }
    case "keygen": {
      const { publicJwk, privateJwk } = await makeKey(options.algorithm ?? "EdDSA");
      // for its owner alone, and never over another key
      fs.writeFileSync(file, `${JSON.stringify(privateJwk)}\n`, { mode: 0o600, flag: "wx" });
      complain(`${file}: the private key. Keep it; give nobody more than the line below.`);
      print(JSON.stringify(publicJwk));
      return 0;
    }
    case "canonical": {
      const canonical = canonicalForm(readDocument(file, agencies));
      complain(`sha256 ${digestOf(canonical)}`);
      print(canonical);
      return 0;
    }
    case "sign": {
      if (!options.key) throw new Error(USAGE);
      const canonical = canonicalForm(readDocument(file, agencies));
      const jws = await signDetached(canonical, readJson(options.key));
      complain(`sha256 ${digestOf(canonical)}`);
      print(jws);
      return 0;
    }
    default:
      throw new Error(USAGE);
  }
}

/** It could be read, and is not right. */
class Faulty extends Error {}

/** Other versions, and the day, are the hub's to know. */
function readDocument(file: string, agencies: Agencies): ProtocolDocument {
  const { document, faults } = checkProtocolText(fs.readFileSync(file, "utf8"), { agencies, versions: null, at: null });
  if (document) return document;
  const lines = faults.map((it) => `  ${it.path || "(whole)"}: ${it.message}`);
  throw new Faulty(`${file}: ${faults.length} fault${faults.length === 1 ? "" : "s"}\n${lines.join("\n")}`);
}

function readAgencies(file: string | undefined): Agencies {
  const agencies = file === undefined ? AGENCIES : parseOrListFaults(agenciesShape, readJson(file), file);
  return new Map(
    agencies.map((it) => [
      it.id,
      {
        id: it.id,
        kind: it.kind,
        active: true,
        categories: new Set(it.categories),
        listedIn16LA: it.listedIn16LA ?? true,
      },
    ]),
  );
}

function readJson(file: string): unknown {
  const text = fs.readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file}: not valid JSON`);
  }
}

if (require.main === module) {
  void protocolCommand(
    process.argv.slice(2),
    (line) => console.log(line),
    (line) => console.error(line),
  ).then((code) => {
    process.exitCode = code;
  });
}

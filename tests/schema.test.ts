/** What is committed under schema/ is what the code declares, and a reviewer can trust it to be complete. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildSchema, isObjectType } from "graphql";
import { emitSchemaFiles, SCHEMA_FOLDER, writeSchema } from "../src/commands/schema";
import { buildGatewaySchema, type GatewaySchema } from "../src/schema";

const ROOT = path.join(__dirname, "..");

let emitted: ReadonlyMap<string, string>;
let gateway: GatewaySchema;

beforeAll(async () => {
  emitted = await emitSchemaFiles();
  gateway = await buildGatewaySchema(() => null);
});

describe("the committed files", () => {
  test.each(["schema.graphql", "sharing.md"])("%s is what the code declares (else: npm run schema)", (name) => {
    const committed = fs.readFileSync(path.join(ROOT, SCHEMA_FOLDER, name), "utf8");
    expect(committed).toBe(emitted.get(name));
  });
});

describe("schema.graphql", () => {
  const sdl = () => emitted.get("schema.graphql")!;

  test("can be read by any GraphQL tool, and has every type", () => {
    const read = buildSchema(sdl());
    expect(Object.keys(read.getTypeMap()).sort()).toEqual(Object.keys(gateway.schema.getTypeMap()).sort());
  });

  test("carries the category of every shared field, and every element", () => {
    const read = buildSchema(sdl());
    for (const { type, fields } of gateway.catalogue.contributions) {
      for (const field of fields.values()) {
        const printed = appliedTo(read, type.name, field.name);
        expect(printed.join(" ")).toContain(`@shared(category: "${field.category}"`);
      }
    }
    expect(appliedTo(read, "PoliceIncident", "reportedBy")).toEqual(['@element(is: "THIRD_PARTY")']);
  });

  test("carries descriptions", () => {
    expect(buildSchema(sdl()).getType("HousingContribution")?.description).toMatch(/housing services/);
  });
});

describe("sharing.md", () => {
  const section = (type: string): string => {
    const [, after] = emitted.get("sharing.md")!.split(`## ${type} (`);
    return after!.split("\n## ")[0]!;
  };
  const row = (type: string, field: string): string[] => {
    const found = section(type)
      .split("\n")
      .filter((it) => it.startsWith(`| \`${field}\` |`));
    expect(found).toHaveLength(1);
    return found[0]!
      .split("|")
      .slice(1, -1)
      .map((it) => it.trim());
  };

  test("has one row for every shared field, with its category", () => {
    for (const { type, fields } of gateway.catalogue.contributions) {
      expect(fields.size).toBeGreaterThan(0);
      for (const field of fields.values()) expect(row(type.name, field.name)[1]).toBe(`\`${field.category}\``);
    }
  });

  test("marks a field that is stricter than its category", () => {
    expect(row("EducationContribution", "attendance")[3]).toBe("2");
    expect(row("EducationContribution", "sessionMarks")[3]).toBe("3*");
    expect(row("PoliceContribution", "identifiers")[3]).toBe("4*");
  });

  test("names elements, places wholly, and tells modes apart", () => {
    const incidents = row("PoliceContribution", "incidents");
    expect(incidents.slice(4)).toEqual([
      "`uprn`, `place`",
      "`reportedBy`",
      "`circumstances`, `voiceOfChild`",
      "CONTENT",
    ]);
    expect(row("HousingContribution", "tenancies")[4]).toBe("all of it");
    expect(row("HealthContribution", "involved")[7]).toBe("EXISTENCE");
    expect(row("HealthContribution", "sexualHealthContacts")[7]).toBe("CONTENT, by hand");
    expect(row("PoliceContribution", "intelligence")[7]).toBe("CONTENT, by hand");
  });

  test("lists every open field under its own reason", () => {
    const [, open] = emitted.get("sharing.md")!.split("\n## Open fields\n");
    for (const type of Object.values(gateway.schema.getTypeMap())) {
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        const reason = field.extensions["open"];
        if (typeof reason !== "string") continue;
        const [, under] = open!.split(`### ${reason}\n`);
        const names = [type, ...type.getInterfaces()].map((it) => `- **${it.name}**:`);
        const lines = under!.split("\n### ")[0]!.split("\n");
        const listed = lines.some(
          (line) => names.some((it) => line.startsWith(it)) && line.includes(`\`${field.name}\``),
        );
        expect([`${type.name}.${field.name}`, listed]).toEqual([`${type.name}.${field.name}`, true]);
      }
    }
  });
});

describe("npm run schema", () => {
  let folder: string;
  const lines: string[] = [];
  const run = (...args: string[]) =>
    writeSchema(
      args,
      folder,
      () => undefined,
      (line) => lines.push(line),
    );

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "schema-"));
    lines.length = 0;
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  test("--check names each file that differs and writes nothing", async () => {
    expect(await run("--check")).toBe(1);
    expect(lines.join("\n")).toMatch(/schema\.graphql: differs[^]*sharing\.md: differs/);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test("writes both files, after which --check is content; one changed byte is found", async () => {
    expect(await run()).toBe(0);
    expect(await run("--check")).toBe(0);
    fs.appendFileSync(path.join(folder, "sharing.md"), " ");
    expect(await run("--check")).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("sharing.md");
  });

  test("refuses an unknown option", async () => {
    expect(await run("--chekc")).toBe(2);
  });
});

function appliedTo(schema: ReturnType<typeof buildSchema>, type: string, field: string): string[] {
  const found = schema.getType(type);
  const node = isObjectType(found) ? found.getFields()[field]?.astNode : undefined;
  return (node?.directives ?? []).map(
    (it) =>
      `@${it.name.value}(${(it.arguments ?? [])
        .map((arg) => `${arg.name.value}: ${JSON.stringify((arg.value as { value?: unknown }).value)}`)
        .join(", ")})`,
  );
}

/** From a FHIR server nobody knows to its fields on a record: registered, approved, activated, asked. */
import { startFhirServer, honestly, type FhirServer } from "./fhir-server";
import { activate, approve, gpOf, GP_SDL, HELD, join, register, startGpStage, type GpStage } from "./gp-stage";

let stage: GpStage;
let server: FhirServer;

beforeAll(async () => {
  [stage, server] = await Promise.all([startGpStage(), startFhirServer()]);
  await server.place(...HELD);
});
beforeEach(() => {
  server.behave = honestly;
  server.asked.length = 0;
});
afterAll(async () => {
  await server.stop();
  await stage.stop();
});

const GP = `gp { agency { id } immunisations { vaccine dose provenance { occurredOn recordedAt nature source { id } } }
  conditions { condition note } mentalHealth { condition }
  sharing { decisions { category fields outcome reason unavailableCode } } }`;

test("registered as a subgraph it is refused, with what to do", async () => {
  const { faults } = await register(stage, server, { kind: "SUBGRAPH" });
  expect(new Set(faults.map((it) => it.code))).toEqual(new Set(["MAPPING_NOT_TAKEN"]));
  expect(server.asked).toEqual([]);
});

test("its fields stand on the record, and nobody was named in an address", async () => {
  await join(stage, server);
  server.asked.length = 0;
  const gp = gpOf(await stage.record(GP));
  console.log(
    JSON.stringify(gp, null, 1),
    server.asked.map((it) => `${it.method} ${it.path} ${it.form.toString()}`),
    stage.reports,
  );
});
void [activate, approve, GP_SDL];

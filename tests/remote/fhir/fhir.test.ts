/** A FHIR R4 server that nobody here wrote, asked as a partner: what leaves, and what of an answer counts. */
import { acceptedMapping, GATEWAY_SDL } from "../mapping/given";
import { example } from "../sdl/given";
import {
  condition,
  consent,
  honestly,
  immunisation,
  NHS,
  patient,
  startFhirServer,
  type FhirServer,
} from "./fhir-server";
import { ask, sourceStage, told, type SourceStage } from "./source-stage";

const OLA = "9990001006";
const EWA = "9990001014";
const accepted = acceptedMapping(example("gp-fhir"), GATEWAY_SDL);

let server: FhirServer;
let stage: SourceStage;

beforeAll(async () => {
  server = await startFhirServer();
  await server.place(
    patient("ola", OLA),
    patient("ewa", EWA),
    immunisation("i1", "ola"),
    immunisation("i2", "ola", { status: "entered-in-error" }),
    immunisation("i3", "ewa", { vaccineCode: { text: "Pertussis" } }),
    condition("c1", "ola", "195967001", "Asthma"),
    condition("c2", "ola", "35489007", "Depressive disorder"),
    condition("c3", "ewa", "195967001", "Asthma", { verificationStatus: { coding: [{ code: "provisional" }] } }),
  );
  stage = sourceStage(server.url, accepted);
});
beforeEach(() => {
  server.behave = honestly;
  server.asked.length = 0;
  stage.reports.length = 0;
});
afterAll(async () => {
  await stage.stop();
  await server.stop();
});

test("two people, by their own identifiers: each what is theirs", async () => {
  const answers = await stage.fetch([
    ask("ola", [OLA], "{ immunisations { vaccine status dose } conditions { condition } }"),
    ask("ewa", [EWA], "{ immunisations { vaccine } registration { active practice } }"),
    ask("jan", ["9990001022"], "{ immunisations { vaccine } }"),
  ]);
  expect(told(answers.get("ola"))).toEqual({
    immunisations: [
      {
        vaccine: "MMR, second dose",
        status: "completed",
        dose: 2,
        occurredOn: "2024-05-04",
        recordedAt: "2024-05-06T00:00:00.000Z",
      },
    ],
    conditions: [{ condition: "Asthma", occurredOn: "2019-03-02", recordedAt: "2019-03-04T09:00:00Z", nature: "FACT" }],
  });
  expect(told(answers.get("ewa"))).toEqual({
    immunisations: [{ vaccine: "Pertussis", occurredOn: "2024-05-04", recordedAt: "2024-05-06T00:00:00.000Z" }],
    registration: [{ active: true, practice: "Y99999" }],
  });
  expect(answers.get("jan")).toEqual([]);
});

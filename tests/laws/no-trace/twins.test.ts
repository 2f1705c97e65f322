/**
 * No trace, by twins: withheld with data and withheld without read alike, byte for byte; so do what is covertly
 * restricted and what nobody ever recorded.
 */
import { proofSize } from "../../proof-size";
import { PURPOSES } from "../../../src/sharing/vocabulary";
import { everything } from "../../api/everything";
import { startProcess, type GatewayProcess } from "./gateway-process";
import { KnownToCaller } from "./known";
import { markedDatabase, type MarkedDatabase } from "./marked-database";
import { CALLERS } from "./may-be-seen";
import { compareTwins, plantTwins } from "./twins";

const LIKELY: Readonly<Record<string, string>> = {
  "EH-": "EARLY_HELP",
  "MARAC-": "DOMESTIC_ABUSE_RISK",
  "CSC-": "CHILD_PROTECTION_ENQUIRY",
  "MASH-": "MASH_SCREENING",
};
const purposesOf = (reference: string): readonly string[] =>
  PURPOSES.slice(0, proofSize(0, PURPOSES.length)).concat(
    LIKELY[reference.replace(/\d+$/, "")] as (typeof PURPOSES)[number],
  );

let database: MarkedDatabase;
let gateway: GatewayProcess;
beforeAll(async () => {
  database = await markedDatabase();
  await plantTwins(database);
  gateway = await startProcess(database.url);
});
afterAll(async () => {
  await gateway.stop();
  await database.stop();
});

test.each(Object.entries(CALLERS).filter(([, it]) => it.cases.length > 0))(
  "%s cannot tell the twins apart",
  async (caller, { cases }) => {
    const { caseIds } = await KnownToCaller.of(caller, database, gateway);
    const { schema, catalogue } = database.schema;
    let compared = 0;
    for (const reference of cases) {
      for (const purpose of purposesOf(reference)) {
        const query = everything(schema, catalogue, purpose);
        compared += await compareTwins(gateway, caller, caseIds.get(reference)!, query);
      }
    }
    // whoever sees the most is still refused a good deal
    expect(compared).toBeGreaterThan(20);
  },
  600_000,
);

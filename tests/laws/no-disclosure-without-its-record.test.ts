/**
 * Law 4: every value that is released is of an item that a committed disclosure record names, and the record is
 * committed before the first byte of the answer leaves. Items are read from the answer's bytes, records from PostgreSQL
 * by another session, and the order from the gateway's own connections and sockets. (That it holds of a process that is
 * killed is for the crash tests.)
 */
import { get } from "node:http";
import type { AddressInfo } from "node:net";
import { DisclosureCodec, type RecordedDisclosure } from "../../src/audit/disclosure-codec";
import { AUDIT_KEY, type TestGateway } from "../api/gateway";
import { proofSize } from "../proof-size";
import { listen } from "../statements";
import type { PlantedBug } from "./planted-bug";
import { Balance, type Pair } from "./random-pairs";
import {
  answered,
  mustFail,
  mustHold,
  NO_BUG,
  NotAnswered,
  startUnderPolicy,
  type UnderPolicy,
} from "./under-any-policy";
import { cellsOf } from "./what-is-permitted";
import { releasedIn } from "./what-was-released";

let under: UnderPolicy;
const codec = new DisclosureCodec(AUDIT_KEY);

beforeAll(async () => {
  under = await startUnderPolicy();
  // so that a test can tell whom a pseudonym means
  await under.gateway.owner.query("UPDATE person SET disclosure_key = id");
  watch(under.gateway);
});
afterAll(() => under.stop());

/** In order: a disclosure statement was committed or refused; the first byte of an answer went to its socket. */
const events: ("committed" | "refused" | "sent")[] = [];

function watch({ pool, server }: TestGateway): void {
  listen(pool, ({ name }, result) => {
    if (name !== "append-disclosures") return;
    // ahead of the log's own continuation, for it was hung on first; without a transaction an answer is a commit
    void result.then(
      () => events.push("committed"),
      () => events.push("refused"),
    );
  });
  server.prependListener("request", ({ socket }) => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    socket.write = (...args: unknown[]) => {
      events.push("sent");
      socket.write = write; // the first byte is what counts
      return write(...args);
    };
  });
}

async function recordedAfter(seq: number): Promise<RecordedDisclosure[]> {
  const { rows } = await under.gateway.owner.query<{ body: string }>(
    "SELECT body FROM disclosure_record WHERE seq > $1 ORDER BY seq",
    [seq],
  );
  return rows.map((it) => codec.decode(it.body));
}
async function lastRecorded(): Promise<number> {
  const { rows } = await under.gateway.owner.query<{ seq: string | null }>(
    "SELECT max(seq) AS seq FROM disclosure_record",
  );
  return Number(rows[0]!.seq ?? 0);
}

const lawOn =
  (gateway: () => TestGateway, count: (pair: Pair, values: number) => void = () => undefined) =>
  async (pair: Pair): Promise<void> => {
    await under.file(pair);
    const before = await lastRecorded();
    events.length = 0;
    const answer = answered(await under.ask(pair, gateway()));
    expect(events).toEqual(["committed", "sent"]);

    const recorded = await recordedAfter(before);
    expect(recorded).toHaveLength(1);
    const { subjects, decisions } = recorded[0]!;
    const released = decisions.filter((it) => it.outcome === "RELEASED");
    const named = new Set(
      released.flatMap((it) =>
        it.items.map((id) => `${subjects[it.subject]} ${it.source} ${it.category} ${it.mode} ${id}`),
      ),
    );
    const { items, involved } = releasedIn(answer, under.stage, pair);
    for (const { item } of items) {
      expect(named).toContain(`${codec.pseudonym(item.person)} ${item.agency} ${item.category} CONTENT ${item.id}`);
    }
    for (const { person, agency } of involved) {
      const existence = released.filter(
        (it) => it.mode === "EXISTENCE" && it.source === agency && subjects[it.subject] === codec.pseudonym(person),
      );
      expect(existence.flatMap((it) => it.items).length).toBeGreaterThan(0);
    }
    count(pair, items.length + involved.length);
  };

test("every released value's item is named in a record that was committed before the answer left", async () => {
  const balance = new Balance();
  const answers = { withValues: 0, without: 0 };
  await mustHold(
    lawOn(
      () => under.gateway,
      (pair, values) => {
        balance.count(cellsOf(under.stage, pair));
        answers[values > 0 ? "withValues" : "without"] += 1;
      },
    ),
  );
  balance.mustBeFair();
  expect(Math.min(answers.withValues, answers.without)).toBeGreaterThan(0);
});

/** The gateway's role may not write: PostgreSQL itself refuses the record. */
const lawOfRefusal =
  (gateway: () => TestGateway) =>
  async (pair: Pair): Promise<void> => {
    await under.file(pair);
    await under.gateway.owner.query("REVOKE INSERT ON disclosure_record FROM family_record_gateway");
    events.length = 0;
    try {
      const { status, data, errors } = await under.ask(pair, gateway());
      if (events[0] !== "refused") throw new NotAnswered(`the record was not refused: ${events.join(" ")}`);
      expect({ status, data, code: errors?.[0]?.extensions.code }).toEqual({
        status: 503,
        data: undefined,
        code: "E-RECORD",
      });
    } finally {
      await under.gateway.owner.query("GRANT INSERT ON disclosure_record TO family_record_gateway");
    }
  };

test("what cannot be recorded is not released", () =>
  mustHold(
    lawOfRefusal(() => under.gateway),
    proofSize(25, 1000),
  ));

test("no byte leaves while PostgreSQL has not committed", async () => {
  const { owner, gateway, server } = under.gateway;
  const id = await under.gateway.caseId("MASH", "MASH-0001");
  const holder = await owner.connect();
  try {
    await holder.query("SELECT pg_advisory_lock(hashtext('disclosure_record'))");
    events.length = 0;
    const text = "query ($id: ID!) { familyRecord(caseId: $id, purpose: MASH_SCREENING) { caveat } }";
    const answer = under.gateway.ask("amara.mash", text, { id });
    for (;;) {
      const { rows } = await holder.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
      if (rows.length > 0) break;
    }
    // the record waits in PostgreSQL; what the gateway would have sent since, it has sent before it answers this
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => get({ port, path: "/health" }, (it) => it.resume().once("end", done)));
    expect(events).toEqual(["sent"]); // of /health
    await holder.query("SELECT pg_advisory_unlock_all()");
    expect((await answer).status).toBe(200);
    expect(events).toEqual(["sent", "committed", "sent"]);
    await gateway.log.drain();
  } finally {
    await holder.query("SELECT pg_advisory_unlock_all()");
    holder.release();
  }
});

const BUGS: readonly [string, PlantedBug][] = [
  [
    "the answer is sent and recorded meanwhile",
    {
      file: "http/graphql-endpoint.ts",
      edits: [
        [
          "await Promise.all(context.disclosures.map((it) => log.append(it)));",
          "void Promise.all(context.disclosures.map((it) => log.append(it))).catch(() => undefined);",
        ],
      ],
    },
  ],
  [
    "the log says done when it has queued, not when it has committed",
    {
      file: "audit/disclosure-log.ts",
      edits: [
        [
          "const batch = this.waiting.splice(0, LARGEST_BATCH);",
          "const batch = this.waiting.splice(0, LARGEST_BATCH);\nfor (const it of batch) it.done();",
        ],
      ],
    },
  ],
  [
    "the record is written up before the fetch, so names no items",
    {
      file: "record/family-records.ts",
      edits: [
        ["    inquiry.request.disclosures.push(toDisclosure(inquiry, members, cells));\n", ""],
        [
          "    await fetchPermitted(inquiry, plan, decided, this.source);\n",
          `    inquiry.request.disclosures.push(toDisclosure(inquiry, decided.map((it) => it.member), cellsOf(decided)));
    await fetchPermitted(inquiry, plan, decided, this.source);\n`,
        ],
        [
          "  private notFound(inquiry: Inquiry): null {",
          "  private notFound(inquiry: Inquiry): null {\n    if (inquiry.request.disclosures.length > 0) return null;",
        ],
      ],
    },
  ],
  [
    "the record names the items of a cell's first field alone",
    {
      file: "record/disclose.ts",
      edits: [["[...cell.visible.values()].flat().map(", "[...([...cell.visible.values()][0] ?? [])].map("]],
    },
  ],
];

describe("with a planted bug the law does not hold:", () => {
  const start = async (bug: PlantedBug): Promise<TestGateway> => {
    const gateway = await under.withBug(bug);
    watch(gateway);
    return gateway;
  };
  test("(without one it does)", async () => {
    const gateway = await start(NO_BUG);
    await mustHold(
      lawOn(() => gateway),
      10,
    );
    await mustHold(
      lawOfRefusal(() => gateway),
      5,
    );
  });
  test.each(BUGS)("%s", async (_, bug) => {
    const gateway = await start(bug);
    await mustFail(lawOn(() => gateway));
    await gateway.gateway.log.drain();
  });
  test("a failed record is reported, and the answer sent all the same", async () => {
    const gateway = await start({
      file: "http/graphql-endpoint.ts",
      edits: [
        [
          'return send(response, 503, failure("E-RECORD", "This could not be recorded, so nothing is released. Try again."));',
          "",
        ],
      ],
    });
    await mustFail(lawOfRefusal(() => gateway));
  });
});

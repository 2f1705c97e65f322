/** What node itself turns away is answered in JSON, with a code and the status that HTTP has for it. */
import net, { type AddressInfo } from "node:net";
import { caller, startGateway, type TestGateway } from "../api/gateway";

let gate: TestGateway;
beforeAll(async () => {
  gate = await startGateway({ demonstration: false });
});
afterAll(() => gate.stop());

const say = (bytes: string): Promise<string> =>
  new Promise((heard) => {
    let said = "";
    const socket = net.connect((gate.server.address() as AddressInfo).port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => (said += chunk.toString()));
    socket.on("error", () => undefined);
    socket.on("close", () => heard(said));
  });

const REQUEST = "POST /graphql HTTP/1.1\r\nHost: x\r\n";
test.each([
  ["noise", "\0\x01\x02 noise\r\n\r\n", 400],
  ["another protocol", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400],
  ["a body of two lengths", `${REQUEST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n{}`, 400],
  ["no host", "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
  ["headers without an end", `${REQUEST}X: ${"y".repeat(100_000)}`, 431],
  ["an expectation that nobody meets", `${REQUEST}Expect: the impossible\r\n\r\n`, 417],
  [
    "a chunk that says too much of itself",
    `${REQUEST}Authorization: Bearer x\r\nTransfer-Encoding: chunked\r\n\r\n1;${"y".repeat(100_000)}\r\nx\r\n`,
    413,
  ],
])("%s", async (_, bytes, status) => {
  const said = await say(bytes);
  const [head, ...body] = said.split(/\r\n\r\n(?=\{)/);
  expect(Number(/^HTTP\/1\.1 (\d+) /.exec(head!)?.[1])).toBe(status);
  expect(head!.toLowerCase()).toContain("content-type: application/json; charset=utf-8");
  expect(head!.toLowerCase()).toContain("cache-control: no-store");
  expect(JSON.parse(body.join(""))).toEqual({
    errors: [{ message: "This is no request.", extensions: { code: "E-REQUEST" } }],
  });
});

test("a body that is never finished: nobody is answered, and the operator hears of no fault", async () => {
  const token = await gate.token(caller("amara.mash"));
  const half = `${REQUEST}Authorization: Bearer ${token}\r\nContent-Length: 100\r\n\r\n{`;
  await new Promise<void>((left) => {
    const socket = net.connect((gate.server.address() as AddressInfo).port, "127.0.0.1", () => socket.write(half));
    socket.on("close", () => left());
    setTimeout(() => socket.destroy(), 100);
  });
  expect(await say(`${half}\0`.replace("100\r", "x\r"))).toMatch(/^HTTP\/1\.1 400 /);
  await new Promise((waited) => setTimeout(waited, 50));
  expect(gate.reports).toEqual([]);
});

test("and the next one is served", async () => {
  const said = await say("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  expect(said).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{"status":"ok"\}$/);
});

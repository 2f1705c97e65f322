/** Where a webhook may go: never to a machine beside the gateway, however its address is written. */
import type { LookupAddress } from "node:dns";
import fc from "fast-check";
import { isPublicAddress, publicLookup, urlFault } from "../../src/notifications/reachable";

test.each([
  "https://hooks.example.org/told",
  "https://hooks.example.org:8443/told?x=1",
  "https://93.184.215.14/",
  "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
])("%s is fine", (url) => expect(urlFault(url, false)).toBeNull());

test.each([
  "http://hooks.example.org/",
  "ftp://hooks.example.org/",
  "https://user:secret@hooks.example.org/",
  "https://hooks.example.org/#x",
  "https://localhost/",
  "https://localhost./",
  "https://gateway/",
  "https://db.internal/",
  "https://printer.local/",
  "https://127.0.0.1/",
  "https://127.1/",
  "https://0x7f000001/",
  "https://2130706433/",
  "https://0177.0.0.1/",
  "https://10.0.0.8/",
  "https://172.31.255.255/",
  "https://192.168.1.1/",
  "https://169.254.169.254/latest/meta-data",
  "https://100.64.0.1/",
  "https://0.0.0.0/",
  "https://224.0.0.1/",
  "https://255.255.255.255/",
  "https://[::1]/",
  "https://[::]/",
  "https://[::ffff:10.0.0.1]/",
  "https://[::ffff:a00:1]/",
  "https://[64:ff9b::a00:1]/",
  "https://[fc00::1]/",
  "https://[fe80::1]/",
  "https://[2002:a00:1::]/",
  "https://[2001:0:a00:1::]/",
  "https://[2001:db8::1]/",
  "not a url",
  "",
  `https://hooks.example.org/${"x".repeat(500)}`,
])("%s is refused", (url) => expect(urlFault(url, false)).toEqual(expect.any(String)));

test("no spelling of a private address passes", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const address = fc.oneof(
    fc.tuple(fc.constant(10), byte, byte, byte),
    fc.tuple(fc.constant(127), byte, byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  );
  fc.assert(
    fc.property(address, ([a, b, c, d]) => {
      const number = ((a * 256 + b) * 256 + c) * 256 + d;
      const spellings = [`${a}.${b}.${c}.${d}`, `${number}`, `0x${number.toString(16)}`, `${a}.${b}.${c * 256 + d}`];
      for (const it of spellings) expect(urlFault(`https://${it}/`, false)).not.toBeNull();
      expect(isPublicAddress(`::ffff:${a}.${b}.${c}.${d}`)).toBe(false);
    }),
  );
});

const lookUp = (name: string, all: boolean) =>
  new Promise<string | LookupAddress[]>((found, failed) =>
    publicLookup(name, { all }, (error, address) => (error ? failed(error) : found(address))),
  );

test("a name that means a machine beside the gateway is not connected to", async () => {
  await expect(lookUp("localhost", true)).rejects.toThrow();
  await expect(lookUp("localhost", false)).rejects.toThrow();
  // an address is looked up as itself
  expect(await lookUp("93.184.215.14", false)).toBe("93.184.215.14");
  await expect(lookUp("10.0.0.1", true)).rejects.toThrow();
});

test("in the demonstration it may be beside the gateway, and still nothing but http", () => {
  expect(urlFault("http://localhost:9000/told", true)).toBeNull();
  expect(urlFault("file:///etc/passwd", true)).not.toBeNull();
});

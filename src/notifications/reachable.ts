/**
 * Where a webhook may go: an https URL whose address is on the public internet. Somebody who may write a URL down must
 * not be able to have the gateway call machines beside it (server-side request forgery). A name is looked at again in
 * the look-up of the very connection, so that it cannot mean one thing when checked and another when called.
 */
import dns from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

const LONGEST = 500;

/** RFC 6890 and its registries: everything that is not the public internet. */
const NOT_PUBLIC = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  NOT_PUBLIC.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  NOT_PUBLIC.addSubnet(network, bits, "ipv6");
/** What IPv6 has given out for the public internet; the rest is local, mapped, translated or not in use. */
const GLOBAL_UNICAST = new BlockList();
GLOBAL_UNICAST.addSubnet("2000::", 3, "ipv6");

/** Is this IP address on the public internet? */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !NOT_PUBLIC.check(address, "ipv4");
  return version === 6 && GLOBAL_UNICAST.check(address, "ipv6") && !NOT_PUBLIC.check(address, "ipv6");
}

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, "$1");

/**
 * What is wrong with a webhook's URL, or null.
 * @param privateNetworks for the demonstration alone: http and machines beside this one are fine
 */
export function urlFault(text: string, privateNetworks: boolean): string | null {
  if (text.length > LONGEST || !URL.canParse(text)) return `expected an https URL of at most ${LONGEST} characters`;
  const { protocol, username, password, hash, hostname } = new URL(text);
  if (protocol !== "https:" && !(privateNetworks && protocol === "http:")) return "expected an https URL";
  if (username !== "" || password !== "" || hash !== "") return "expected a URL without a user, password or fragment";
  if (privateNetworks) return null;
  const host = withoutBrackets(hostname);
  if (isIP(host) !== 0) return isPublicAddress(host) ? null : "expected an address on the public internet";
  const isLocalName =
    !host.includes(".") || /(^|\.)(localhost|local|internal|lan|home\.arpa|localdomain)\.?$/.test(host);
  return isLocalName ? "expected a name on the public internet" : null;
}

export class NotReachable extends Error {}

/** As `dns.lookup`, and a failure where any address that the name has is not public. */
export const publicLookup: LookupFunction = (hostname, options, found) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, "", 0);
    const [first] = addresses;
    if (!first || !addresses.every((it) => isPublicAddress(it.address))) return found(new NotReachable(), "", 0);
    if (options.all) found(null, addresses);
    else found(null, first.address, first.family);
  });
};

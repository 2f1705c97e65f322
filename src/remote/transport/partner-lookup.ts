/**
 * A partner's name is looked at again in the look-up of the very connection: whoever keeps the name's records must not be
 * able to turn it to this machine, or to its cloud, after it was approved. Private networks are where many partners are.
 */
import dns from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

const NOT_A_PARTNER = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
] as const)
  NOT_A_PARTNER.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["64:ff9b::", 16],
  ["2002::", 16],
  ["fd00:ec2::", 32],
  ["fe80::", 10],
] as const)
  NOT_A_PARTNER.addSubnet(network, bits, "ipv6");

/** Can a partner be at this IP address? */
export function mayBePartner(address: string): boolean {
  const version = isIP(address);
  // unspecified, this machine, compatible, mapped: what may mean any IPv4
  if (version === 6 && address.startsWith("::")) return false;
  return version !== 0 && !NOT_A_PARTNER.check(address, version === 4 ? "ipv4" : "ipv6");
}

/** As `dns.lookup`, and a failure where any address that the name has is none of a partner. */
export const partnerLookup: LookupFunction = (hostname, options, found) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, "", 0);
    const [first] = addresses;
    if (!first || !addresses.every((it) => mayBePartner(it.address)))
      return found(new Error("an address of this machine or of its cloud"), "", 0);
    if (options.all) found(null, addresses);
    else found(null, first.address, first.family);
  });
};

/** Where a partner's system is. Only what was registered and approved is ever called, and only over TLS. */
import type { Fault } from "../../gateway/faults";

/** What this hub lets a partner's address be. */
export interface AddressRules {
  /** For the demonstration and for tests: a partner on this machine, without TLS. */
  readonly plainHttp: boolean;
}

/** This machine and the metadata services of clouds: never a partner, and always worth something to an attacker. */
const NOT_A_PARTNER = [
  /^localhost$/,
  /\.localhost$/,
  /^127\./,
  /^0\./,
  /^169\.254\./,
  /^metadata\.google\.internal$/,
  /^ip6-(?:localhost|loopback)$/,
  /^\[fe[89ab][0-9a-f]:/,
  /^\[fd00:ec2:/,
  // IPv6 that may mean any IPv4: unspecified, this machine, compatible and mapped; 6to4; NAT64
  /^\[::/,
  /^\[2002:/,
  /^\[64:ff9b:/,
];

/** @returns every fault of the address, or none */
export function addressFaults(text: string, path: string, { plainHttp }: AddressRules): Fault[] {
  const fault = (code: string, message: string): Fault[] => [{ path, code, message }];
  // what a URL's parser would mend is not what was written
  if (!/^[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return fault("NOT_A_URL", "an absolute URL");
  const url = new URL(text);
  if (url.protocol !== "https:" && !(plainHttp && url.protocol === "http:"))
    return fault("NOT_HTTPS", "partners are called over TLS: https://…");
  if (url.username || url.password) return fault("HAS_CREDENTIALS", "credentials are named by `auth`, never written");
  if (url.search || url.hash) return fault("HAS_QUERY", "no query and no fragment: they land in logs");
  // with a dot behind it a name is the same name
  const host = url.hostname.replace(/\.$/, "");
  if (!plainHttp && NOT_A_PARTNER.some((it) => it.test(host)))
    return fault("NOT_A_PARTNER", "an address of this machine or of its cloud is no partner");
  return [];
}

/** A page that an answer points to is fetched from where the answer came from, or not at all. */
export const isSameOrigin = (a: string | URL, b: string | URL): boolean => new URL(a).origin === new URL(b).origin;

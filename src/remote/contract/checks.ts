/**
 * Everything that the gateway relies on in a partner's endpoint, each under a name, with what to do. A check asks, and
 * throws `Found` where something is wrong; no value of an answer is ever repeated.
 */
import { BATCHES } from "./checks-of-batches";
import { FIELDS } from "./checks-of-fields";
import { HTTP } from "./checks-of-http";
import { KEYS } from "./checks-of-keys";
import type { EndpointCheck } from "./endpoint-check";
import type { Trial } from "./trial";

export const checksOf = (trial: Trial): readonly EndpointCheck[] => [...HTTP, ...KEYS, ...BATCHES, ...FIELDS(trial)];

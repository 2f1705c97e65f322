/**
 * A gateway with a planted fault, for the proof that the proof sees it: it answers without waiting for the record, as
 * somebody in a hurry might make it. Everything else is the gateway itself.
 */
import { DisclosureLog } from "../../../src/audit/disclosure-log";
import "../../../src/main"; // starts; what is patched below is looked up at each request

// called with its own `this` below
// eslint-disable-next-line @typescript-eslint/unbound-method
const { append } = DisclosureLog.prototype;

DisclosureLog.prototype.append = function (this: DisclosureLog, disclosure): Promise<void> {
  append.call(this, disclosure).catch(() => undefined);
  return Promise.resolve();
};

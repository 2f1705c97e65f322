/** A protocol as it stands on file, in full words or in the exchange shape, as the rules read it. */
import type { Protocol } from "../../sharing/rulebook";
import { documentShape, documentToProtocol, type ProtocolDocument } from "./protocol-document";
import { protocolShape, toProtocol, type ProtocolFile } from "./protocol-file";

const isExchange = (document: unknown): boolean =>
  typeof document === "object" && document !== null && Object.hasOwn(document, "frm");

/** What a document says of its own status and signatures does not count; the rows do. */
export function readStored(
  document: unknown,
  version: number,
  status: Protocol["status"],
  signatures: Protocol["signatures"],
): Protocol {
  if (!isExchange(document))
    return { ...documentToProtocol(documentShape.parse(document), status, signatures), version };
  return { ...toProtocol({ ...protocolShape.parse(document), version, status }), signatures };
}

/** In full words, for whoever reads it: an exchange file says as much in fewer letters. */
export function inFullWords(document: unknown): Partial<ProtocolDocument> {
  if (!isExchange(document)) return document as ProtocolDocument;
  const it = protocolShape.parse(document);
  const { standing, bg, consent } = it;
  return {
    id: it.id,
    ...(it.title === undefined ? {} : { title: it.title }),
    version: it.version,
    validFrom: it.frm,
    validTo: it.to,
    sources: it.sources,
    recipients: it.recipients,
    purposes: it.purposes,
    roles: it.roles,
    categories: Object.fromEntries(
      [...new Set([...it.cats, ...existing(it)])].map((word) => [word, termsIn(it, word)]),
    ),
    ...(Object.keys(consent).length === 0 ? {} : { consentMode: consent }),
    ...(standing.length === 0 ? {} : { standingDeterminations: standingIn(it) }),
    ...(bg ? { breakGlass: { roles: bg.roles, categories: bg.cats } } : {}),
  };
}

const existing = (it: ProtocolFile) =>
  (Object.keys(it.existence) as (keyof typeof it.existence)[]).filter((word) => it.existence[word] === "ALLOW");

function termsIn(it: ProtocolFile, word: ProtocolFile["cats"][number]): ProtocolDocument["categories"][typeof word] {
  const existence = it.cats.includes(word) ? it.existence[word] : ("ONLY" as const);
  const terms = {
    ...(it.minlevel[word] === undefined ? {} : { minimumLevel: it.minlevel[word] }),
    ...(it.lookback[word] === undefined ? {} : { lookBack: it.lookback[word] }),
    ...(existence === undefined ? {} : { existence }),
    ...(it.manual.includes(word) ? { manualRelease: true } : {}),
  };
  return Object.keys(terms).length === 0 ? null : terms;
}

/** By purpose: in the exchange shape all of them are made by every source, on the day that the protocol begins. */
const standingIn = (it: ProtocolFile): NonNullable<ProtocolDocument["standingDeterminations"]> =>
  [...new Set(it.standing.map(([purpose]) => purpose))].map((purpose) => ({
    purpose,
    category: it.standing.filter(([of]) => of === purpose).map(([, word]) => word),
    madeBy: it.sources,
    madeAt: it.frm,
    reviewBy: it.to,
  }));

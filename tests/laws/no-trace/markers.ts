/**
 * Markers: values that occur nowhere but where they were planted, so that finding one says where it came from. Each is
 * valid for the GraphQL type of its place: words for text, days of 1600 to 1899, numbers of nine digits, identifiers with
 * their check digits. What has too few values to be unique (enums, published codes, booleans) cannot carry one; the
 * metamorphic suite flips those.
 */
export interface Marker {
  /** What it stands in: an item, a superseded item, or something of the hub's own. */
  readonly kind: "item" | "superseded" | "person" | "case" | "user" | "hub";
  /** Id of the item, key of the person, reference of the case, id of the user; what it is, for the hub. */
  readonly of: string;
  /** Dotted path below the item's field, or `provenance.…`; empty for the rest. */
  readonly path: string;
}

const WORD = /ZQZQ[0-9A-Z]{6}/g;
const DAY = /1[678]\d\d-\d\d-\d\d/g;
const TOKEN = /[A-Za-z0-9_-]+/g;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HEX = /^[0-9a-f]+$/i;
/** A marker of ten characters in base64. */
const SHORTEST_ENCODED = 14;
const DAY_MS = 86_400_000;

const PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY";
const UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ";

export class Markers {
  private readonly found = new Map<string, Marker>();
  private count = 0;
  private days = 0;
  private nhsSerial = 0;
  /** Where the next marker belongs. */
  private place: Marker = { kind: "hub", of: "", path: "" };

  /** Everything made until the next call stands here. */
  at(place: Marker): this {
    this.place = place;
    return this;
  }

  get size(): number {
    return this.found.size;
  }

  /** Registers a value that is unique already, such as a name on file. */
  register(value: string): string {
    this.found.set(value, this.place);
    return value;
  }

  word = (): string => this.register(`ZQZQ${this.base36(6)}`);
  /** ODS codes: letters and digits, at most eight. */
  odsCode = (): string => this.register(`ZQ${this.base36(6)}`);
  number = (): number => Number(this.register(String(300_000_000 + this.next())));
  uprn = (): string => this.register(String(700_000_000_000 + this.next()));
  sixDigits = (): string => this.register(String(800_000 + this.next(199_999)));
  laestab = (): string => this.register(String(9_000_000 + this.next(999_999)));

  /** The days of three centuries, in order: what is made later lies later. */
  day(): string {
    this.days += 1;
    return this.register(new Date(Date.UTC(1600, 0, 1) + this.days * DAY_MS).toISOString().slice(0, 10));
  }

  instant = (): string => `${this.day()}T04:05:06.789Z`;

  nhsNumber(): string {
    for (;;) {
      this.nhsSerial += 1;
      const nine = String(888_000_000 + this.nhsSerial);
      const sum = [...nine].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
      const check = (11 - (sum % 11)) % 11;
      if (check < 10) return this.register(`${nine}${check}`);
    }
  }

  upn(): string {
    const twelve = String(300_000_000_000 + this.next());
    const sum = [...twelve].reduce((total, digit, i) => total + Number(digit) * (i + 2), 0);
    return this.register(`${UPN_LETTERS[sum % 23]}${twelve}`);
  }

  pncId(): string {
    const serial = String(8_000_000 + this.next());
    return `2001/${this.register(`${serial}${PNC_LETTERS[Number(`01${serial}`) % 23]}`)}`;
  }

  croNumber(): string {
    const serial = this.sixDigits();
    return `${serial}/01${PNC_LETTERS[Number(`01${serial}`) % 23]}`;
  }

  /** Every marker of the text, also where it was put into base64 or hex on its way. */
  in(text: string): Map<string, Marker> {
    const hits = new Map<string, Marker>();
    const note = (token: string): void => {
      const marker = this.found.get(token);
      if (marker) hits.set(token, marker);
    };
    const search = (plain: string): void => {
      if (plain.includes("ZQZQ")) for (const [word] of plain.matchAll(WORD)) note(word);
      for (const [day] of plain.matchAll(DAY)) note(day);
    };
    search(text);
    for (const [token] of text.matchAll(TOKEN)) {
      note(token);
      if (token.length < SHORTEST_ENCODED || UUID.test(token)) continue;
      search(Buffer.from(token, "base64url").toString("latin1"));
      if (HEX.test(token)) search(Buffer.from(token, "hex").toString("latin1"));
    }
    return hits;
  }

  private next(most = 90_000_000): number {
    this.count += 1;
    if (this.count > most) throw new Error("no markers left of this kind");
    return this.count;
  }

  private base36 = (length: number): string => this.next().toString(36).toUpperCase().padStart(length, "0");
}

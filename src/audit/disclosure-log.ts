/**
 * Appends disclosures to the hash chain. One writer an instance gathers what arrives while the last batch commits and
 * writes it as one statement (group commit); the chain itself is one across instances (`append_disclosures`).
 */
import type { Pool } from "pg";
import type { Disclosure } from "./disclosure";
import type { DisclosureCodec } from "./disclosure-codec";

interface Waiting {
  readonly body: string;
  readonly subjects: string;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

const LARGEST_BATCH = 256;

export class DisclosureLog {
  private waiting: Waiting[] = [];
  private writing: Promise<void> | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly codec: DisclosureCodec,
  ) {}

  /** Resolves once the record is committed. An answer must not leave before. */
  append(disclosure: Disclosure): Promise<void> {
    const { body, subjects } = this.codec.encode(disclosure);
    return new Promise((done, failed) => {
      this.waiting.push({ body, subjects: subjects.join(","), done, failed });
      this.writing ??= this.write();
    });
  }

  /** Resolves when everything that was appended is written or refused. */
  async drain(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private async write(): Promise<void> {
    await Promise.resolve(); // lets what was asked in this turn join the batch
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, LARGEST_BATCH);
      try {
        await this.pool.query({
          name: "append-disclosures",
          // a body is one line of JSON; as elements of an array every quote in it would have to be escaped
          text: "SELECT append_disclosures(string_to_array($1, E'\\n'), string_to_array($2, E'\\n'))",
          values: [batch.map((it) => it.body).join("\n"), batch.map((it) => it.subjects).join("\n")],
        });
        for (const it of batch) it.done();
      } catch (error) {
        for (const it of batch) it.failed(error as Error);
      }
    }
    this.writing = null;
  }
}

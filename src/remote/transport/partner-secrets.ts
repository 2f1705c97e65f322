/**
 * Secrets by name, from a file or the environment, never from the database. A name is looked up below the agency's own
 * place, so that nobody who registers a partner can have another's key, or the gateway's, sent to themselves:
 * `PARTNER_SECRETS_DIR/<agency>/<name>`, or else `PARTNER_SECRET_<AGENCY>_<NAME>`. Of an agency whose code is more than
 * capitals and digits, files alone: NHS's `gp-key` and NHS-GP's `key` would be one variable.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";

export const SECRET_NAME = /^[a-z][a-z0-9-]{0,40}$/;

export interface PartnerSecrets {
  /** @throws Error naming the secret that is missing, and nothing of any other */
  read(agency: string, name: string): Promise<string>;
}

export class SecretsOnFile implements PartnerSecrets {
  constructor(
    private readonly directory: string | null,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {}

  async read(agency: string, name: string): Promise<string> {
    if (!SECRET_NAME.test(name) || !/^[A-Za-z0-9_-]+$/.test(agency)) throw new Error("no such secret");
    const text = (await this.fromFile(agency, name)) ?? this.fromEnvironment(agency, name);
    if (text === undefined || text === "") throw new Error(`no secret ${name} for ${agency}`);
    return text;
  }

  private fromEnvironment(agency: string, name: string): string | undefined {
    return /^[A-Z0-9]+$/.test(agency) ? this.environment[variableOf(agency, name)] : undefined;
  }

  private async fromFile(agency: string, name: string): Promise<string | undefined> {
    if (this.directory === null) return undefined;
    try {
      return (await readFile(path.join(this.directory, agency, name), "utf8")).trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw new Error(`the secret ${name} for ${agency} cannot be read`, { cause: error });
    }
  }
}

const variableOf = (agency: string, name: string): string =>
  `PARTNER_SECRET_${agency}_${name.toUpperCase().replaceAll("-", "_")}`;

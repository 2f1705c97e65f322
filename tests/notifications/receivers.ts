/** Real receivers: an SMTP server and an HTTP server in this process, which keep what they are sent. */
import { createHmac } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface MailServer {
  readonly url: string;
  readonly mails: string[];
  /** The next so many are refused for now, with a 4xx. */
  refuseNext: number;
  stop(): Promise<void>;
}

export async function startMailServer(host = "127.0.0.1"): Promise<MailServer> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (it: Buffer) => chunks.push(it));
      stream.on("end", () => {
        if (self.refuseNext > 0) {
          self.refuseNext -= 1;
          return done(Object.assign(new Error("try again later"), { responseCode: 451 }));
        }
        mails.push(Buffer.concat(chunks).toString("utf8"));
        done();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  const { port } = server.server.address() as AddressInfo;
  const self: MailServer = {
    url: `smtp://${host}:${port}`,
    mails,
    refuseNext: 0,
    stop: () => new Promise((closed) => server.close(() => closed())),
  };
  return self;
}

/** One header of a mail, unfolded. */
export const headerOf = (mail: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, "im").exec(mail)?.[1]?.replace(/\r?\n[ \t]/g, " ");

export interface Hook {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
}
export interface HookServer {
  readonly url: string;
  readonly hooks: Hook[];
  /** How it answers; by default with 204. */
  answer: (hook: Hook, response: http.ServerResponse) => void;
  stop(): Promise<void>;
}

export async function startHookServer(): Promise<HookServer> {
  const hooks: Hook[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (it: Buffer) => chunks.push(it));
    request.on("end", () => {
      const hook = { headers: request.headers, body: Buffer.concat(chunks).toString("utf8"), path: request.url! };
      hooks.push(hook);
      self.answer(hook, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const self: HookServer = {
    url: `http://127.0.0.1:${port}`,
    hooks,
    answer: (_, response) => response.writeHead(204).end(),
    stop: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return self;
}

/** As a receiver would, from the standard's own text: is one of the signatures good? */
export function isSignedWith(secret: Buffer, { headers, body }: Hook): boolean {
  const id = headers["webhook-id"] as string;
  const timestamp = headers["webhook-timestamp"] as string;
  const expected = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64");
  return (headers["webhook-signature"] as string).split(" ").includes(`v1,${expected}`);
}

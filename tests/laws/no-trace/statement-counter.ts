/**
 * Stands between a gateway and PostgreSQL and reads the wire protocol (version 3): which statements the gateway sent,
 * and how many rows came back. Neither side knows, so nothing that the code says about itself is believed.
 */
import net from "node:net";

export interface StatementCounter {
  /** The database's URL, by this way. */
  readonly url: string;
  /** What was sent and received since the last call. */
  take(): { readonly statements: readonly string[]; readonly rows: number };
  stop(): Promise<void>;
}

export async function countStatements(databaseUrl: string): Promise<StatementCounter> {
  const target = targetOf(databaseUrl);
  let statements: string[] = [];
  let rows = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(target.options);
    const prepared = new Map<string, string>();
    const sent = messages(true, (type, body) => {
      if (type === "Q") statements.push(textAt(body, 0)[0]);
      if (type === "P") {
        const [name, end] = textAt(body, 0);
        prepared.set(name, textAt(body, end)[0]);
      }
      if (type === "B") {
        const [, end] = textAt(body, 0);
        statements.push(prepared.get(textAt(body, end)[0]) ?? "?");
      }
    });
    const received = messages(false, (type) => {
      if (type === "D") rows += 1;
    });
    for (const [from, to, read] of [
      [client, upstream, sent],
      [upstream, client, received],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on("data", (chunk: Buffer) => {
        read(chunk);
        to.write(chunk);
      });
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on("error", () => to.destroy());
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as net.AddressInfo;
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/${target.database}`,
    take: () => {
      const taken = { statements, rows };
      statements = [];
      rows = 0;
      return taken;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Cuts a stream into messages: a type byte and a length, but for a client's first message, which has no type. */
function messages(isClient: boolean, take: (type: string, body: Buffer) => void): (chunk: Buffer) => void {
  let kept = Buffer.alloc(0);
  let started = !isClient;
  return (chunk) => {
    kept = Buffer.concat([kept, chunk]);
    for (;;) {
      const head = started ? 5 : 4;
      if (kept.length < head) return;
      const end = head - 4 + kept.readInt32BE(head - 4);
      if (kept.length < end) return;
      if (started) take(String.fromCharCode(kept[0]!), kept.subarray(5, end));
      started = true;
      kept = kept.subarray(end);
    }
  };
}

function textAt(body: Buffer, start: number): [text: string, end: number] {
  const end = body.indexOf(0, start);
  return [body.toString("utf8", start, end), end + 1];
}

function targetOf(url: string): { options: net.NetConnectOpts; database: string } {
  const socket = /^postgresql:\/\/[^/]*@\/([^?]+)\?host=([^&]+)&port=(\d+)/.exec(url);
  if (socket) {
    const folder = decodeURIComponent(socket[2]!);
    return { database: socket[1]!, options: { path: `${folder}/.s.PGSQL.${socket[3]}` } };
  }
  const { hostname, port, pathname } = new URL(url);
  return { database: pathname.slice(1), options: { host: hostname, port: Number(port || 5432) } };
}

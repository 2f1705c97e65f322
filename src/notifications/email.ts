/**
 * E-mail over SMTP. What is sent travels encrypted, except to this very machine. The Message-ID is the delivery's, so
 * that a mail which arrives twice can be known as one.
 */
import { createTransport } from "nodemailer";
import { Undelivered, type Message, type Sender } from "./sender";
import { SUBJECT, textOf } from "./wording";

export interface EmailOptions {
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`. */
  readonly url: string;
  readonly from: string;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
const THIS_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

type Transport = ReturnType<typeof createTransport>;

export class Email implements Sender {
  private readonly transport: Transport;
  private readonly domain: string;

  constructor(private readonly options: EmailOptions) {
    const { protocol, hostname, port, username, password } = new URL(options.url);
    const secure = protocol === "smtps:";
    const isHere = THIS_MACHINE.has(hostname);
    const timeout = options.timeoutMs ?? TIMEOUT_MS;
    this.domain = /@([\w.-]+)>?\s*$/.exec(options.from)?.[1] ?? "localhost";
    this.transport = createTransport({
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port === "" ? (secure ? 465 : 587) : Number(port),
      secure,
      requireTLS: !secure && !isHere,
      ignoreTLS: !secure && isHere,
      ...(username === "" ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(message: Message): Promise<void> {
    try {
      await this.transport.sendMail({
        from: this.options.from,
        to: message.address,
        subject: SUBJECT,
        text: textOf(message),
        date: new Date(message.at),
        messageId: `<${message.deliveryId}@${this.domain}>`,
        headers: { "Auto-Submitted": "auto-generated" },
      });
    } catch (error) {
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      if (code === "ETIMEDOUT") throw new Undelivered("TIMED_OUT");
      if (responseCode === undefined) throw new Undelivered("NO_CONNECTION");
      throw new Undelivered(responseCode >= 500 ? "REFUSED" : "RECEIVER_FAILED");
    }
  }

  stop(): void {
    this.transport.close();
  }
}

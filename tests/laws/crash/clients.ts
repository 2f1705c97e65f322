/** Clients that ask without pause, and keep every byte that reaches them, of whole answers and of broken ones. */
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Question } from "./questions";

/** What one client holds after one request. */
export interface Receipt {
  readonly question: Question;
  /** Unique; the disclosure of this request repeats it. */
  readonly number: string;
  /** 0 where nothing came back. */
  readonly status: number;
  readonly text: string;
  readonly isWhole: boolean;
}

const PAUSE_AFTER_FAILURE_MS = 20;
/** Reads a little at a time, so that an answer stands half-sent in the gateway's memory while it is killed. */
const SLOW_READER_PAUSE_MS = 15;

export class Clients {
  readonly receipts: Receipt[] = [];
  private readonly running: Promise<void>[] = [];
  private stopping = false;
  private asked = 0;

  /** @param run a word that no other run of clients on this data uses */
  constructor(
    private readonly origin: string,
    private readonly questions: readonly Question[],
    private readonly run: string,
  ) {}

  start(count: number): void {
    for (let i = 0; i < count; i += 1) {
      const slowly = i % 12 === 11;
      this.running.push(this.askOn(slowly, slowly ? "HUGE" : i % 12 === 10 ? "WIDE" : "NARROW"));
    }
  }

  /** No more is asked; resolves when every request under way has ended, one way or the other. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  get answered(): number {
    return this.receipts.filter((it) => it.status === 200).length;
  }

  private async askOn(slowly: boolean, size: Question["size"]): Promise<void> {
    const questions = this.questions.filter((it) => it.size === size);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    while (!this.stopping) {
      const question = questions[Math.floor(Math.random() * questions.length)]!;
      const receipt = await this.ask(question, agent, slowly);
      this.receipts.push(receipt);
      if (receipt.status !== 200) await sleep(PAUSE_AFTER_FAILURE_MS);
    }
    agent.destroy();
  }

  private ask(question: Question, agent: http.Agent, slowly: boolean): Promise<Receipt> {
    const number = `${this.run}-${(this.asked += 1)}`;
    const body = JSON.stringify({ query: question.query, variables: { ...question.variables, number } });
    return new Promise((received) => {
      let status = 0;
      let text = "";
      const end = (isWhole: boolean): void => received({ question, number, status, text, isWhole });
      const request = http.request(`${this.origin}/graphql`, {
        agent,
        method: "POST",
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          authorization: `Bearer ${question.token}`,
        },
      });
      request.on("error", () => end(false));
      request.on("response", (response) => {
        status = response.statusCode!;
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
          if (!slowly) return;
          response.pause();
          setTimeout(() => response.resume(), SLOW_READER_PAUSE_MS);
        });
        response.on("error", () => end(false));
        response.on("close", () => end(response.complete));
      });
      request.end(body);
    });
  }
}

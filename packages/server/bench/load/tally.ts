/** Counts replies as they come, and keeps the first that was not expected. */
export class Tally {
  readonly latenciesMs: number[] = [];
  unexpected = 0;
  firstUnexpected: string | undefined;
  readonly #expect: string;

  constructor(expect: string) {
    this.#expect = expect;
  }

  take(reply: string, latencyMs: number): void {
    this.latenciesMs.push(latencyMs);
    if (reply.includes(this.#expect)) return;
    this.unexpected++;
    this.firstUnexpected ??= reply;
  }
}

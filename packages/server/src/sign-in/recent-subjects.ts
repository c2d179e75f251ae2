/** A map with at most `max` entries; the least recently used is evicted (LRU). */
export class RecentSubjects<Value> {
  readonly #max: number;
  readonly #values = new Map<string, Value>();

  constructor(max: number) {
    this.#max = max;
  }

  get(subject: string): Value | undefined {
    return this.#values.get(subject);
  }

  set(subject: string, value: Value): void {
    this.#values.delete(subject);
    this.#values.set(subject, value);
    if (this.#values.size <= this.#max) return;
    for (const oldest of this.#values.keys()) {
      this.#values.delete(oldest);
      break;
    }
  }

  delete(subject: string): void {
    this.#values.delete(subject);
  }

  get size(): number {
    return this.#values.size;
  }
}

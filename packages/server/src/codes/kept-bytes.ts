/** What keeping something costs beside its bytes: its key, and the map's own. */
const overheadBytes = 256;

/** Keeps the pictures and sheets that were asked for last, up to `bytesMax` in all. */
export class KeptBytes {
  readonly #bytesMax: number;
  /** A map remembers the order in which its keys came: the first is the one to go. */
  readonly #kept = new Map<string, Buffer>();
  #bytes = 0;

  constructor(bytesMax = 4 * 1_024 * 1_024) {
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** What is kept under the key, which is from now on the newest. */
  find(key: string): Buffer | undefined {
    const known = this.#kept.get(key);
    if (!known) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, known);
    return known;
  }

  /** What is kept under a key already stays: the same key always stands for the same bytes. */
  keep(key: string, bytes: Buffer): void {
    if (this.find(key)) return;
    this.#kept.set(key, bytes);
    this.#bytes += bytes.length + overheadBytes;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= this.#bytesMax) return;
      this.#kept.delete(oldest);
      this.#bytes -= length + overheadBytes;
    }
  }
}

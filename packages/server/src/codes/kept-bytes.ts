/** Overhead of an entry beside its bytes: its key and the map's own. */
const overheadBytes = 256;

/** An LRU cache of pictures and sheets, limited to `bytesMax` in total. */
export class KeptBytes {
  readonly #bytesMax: number;
  /** A map keeps insertion order: the first key is the one to evict. */
  readonly #kept = new Map<string, Buffer>();
  #bytes = 0;

  constructor(bytesMax = 4 * 1_024 * 1_024) {
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The cached bytes; the key becomes the most recently used. */
  find(key: string): Buffer | undefined {
    const known = this.#kept.get(key);
    if (!known) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, known);
    return known;
  }

  /** An existing entry stays: a key always has the same bytes. */
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

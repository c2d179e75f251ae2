/**
 * Where sales and refunds survive a crash: texts by key. Any database will do; a file and a SQLite
 * database come with the SDK. One process writes a store at a time.
 */
export interface Store {
  read(key: string): Promise<string | undefined>;
  /**
   * Keeps the text; when it resolves, a power failure does not lose it. `isOpen`: it must be
   * settled, so `openKeys` names it until it is written without.
   */
  write(key: string, text: string, isOpen: boolean): Promise<void>;
  openKeys(): Promise<readonly string[]>;
  /** The texts whose keys begin with `prefix`, in any order. */
  entries(prefix: string): AsyncIterable<readonly [key: string, text: string]>;
}

/** Reads a store, also beside the program that writes it. */
export type StoreReader = Pick<Store, 'read' | 'entries'>;

/**
 * Forgets everything when the process ends: for tests, and for a program without a store. Of the
 * texts that are settled it keeps the newest.
 */
export function memoryStore({ settledMax = 10_000 }: { readonly settledMax?: number } = {}): Store {
  const open = new Map<string, string>();
  const settled = new Map<string, string>();
  return {
    read: async (key) => open.get(key) ?? settled.get(key),
    async write(key, text, isOpen) {
      open.delete(key);
      settled.delete(key);
      (isOpen ? open : settled).set(key, text);
      const [oldest] = settled.keys();
      if (settled.size > settledMax && oldest !== undefined) settled.delete(oldest);
    },
    openKeys: async () => [...open.keys()],
    async *entries(prefix) {
      for (const texts of [open, settled]) {
        for (const [key, text] of texts) if (key.startsWith(prefix)) yield [key, text];
      }
    },
  };
}

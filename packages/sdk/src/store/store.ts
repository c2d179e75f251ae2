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

/** Forgets everything when the process ends: for tests, and for calls that keep nothing. */
export function memoryStore(): Store {
  const texts = new Map<string, string>();
  const open = new Set<string>();
  return {
    read: async (key) => texts.get(key),
    async write(key, text, isOpen) {
      texts.set(key, text);
      if (isOpen) open.add(key);
      else open.delete(key);
    },
    openKeys: async () => [...open],
    async *entries(prefix) {
      for (const [key, text] of texts) if (key.startsWith(prefix)) yield [key, text];
    },
  };
}

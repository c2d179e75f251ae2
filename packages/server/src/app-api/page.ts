import { invalid } from './problem.ts';

const usual = 100;

/** Which page of a list is asked for. */
interface PageQuery {
  readonly limit?: number;
  readonly after?: string;
}

/**
 * A list that is read page by page. A page is named by the key of the item before it, so that items
 * which are added meanwhile shift nothing.
 */
export interface List<Item, Key> {
  readonly name: string;
  readonly keyOf: (item: Item) => readonly string[];
  /** What `keyOf` has made; undefined for what it cannot have made. */
  readonly keyFrom: (parts: readonly string[]) => Key | undefined;
}

/**
 * Reads a page: one item more than is shown says whether another page follows.
 *
 * ```ts
 * const page = await pageOf(partners, query, (after, limit) => readPartnerPage(after, limit));
 * return { ...page, items: page.items.map(partnerView) };
 * ```
 */
export async function pageOf<Item, Key>(
  list: List<Item, Key>,
  { limit = usual, after }: PageQuery,
  read: (after: Key | undefined, limit: number) => Promise<readonly Item[]>,
): Promise<{ readonly items: readonly Item[]; readonly next: string | null }> {
  const found = await read(after === undefined ? undefined : keyIn(list, after), limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last ? cursorOf(list.name, list.keyOf(last)) : null;
  return { items, next };
}

/** The `next` of a page whose following one begins at `key`. */
export const cursorOf = (name: string, key: readonly string[]): string =>
  Buffer.from(JSON.stringify([name, ...key]), 'utf8').toString('base64url');

/**
 * Reads a page of a list that is searched piece by piece: it may have fewer items than asked for, and
 * go on after the place to which it was searched.
 */
export async function searchedPageOf<Place, Item extends Place, Key>(
  list: List<Place, Key>,
  { limit = usual, after }: PageQuery,
  read: (
    after: Key | undefined,
    limit: number,
  ) => Promise<{ readonly items: readonly Item[]; readonly searchedTo: Place | undefined }>,
) {
  const key = after === undefined ? undefined : keyIn(list, after);
  const { items: found, searchedTo } = await read(key, limit + 1);
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : searchedTo;
  return {
    items,
    next: last === undefined ? null : cursorOf(list.name, list.keyOf(last)),
    searchedTo: found.length > limit ? undefined : searchedTo,
  };
}

/** The key that a caller's `after` names. */
export function keyIn<Key>(
  { name, keyFrom }: Pick<List<never, Key>, 'name' | 'keyFrom'>,
  cursor: string,
): Key {
  const [of, ...parts] = parseList(Buffer.from(cursor, 'base64url').toString('utf8'));
  const key = of === name ? keyFrom(parts) : undefined;
  if (key === undefined) throw invalid('after', 'the "next" of a page of this list');
  return key;
}

function parseList(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : [];
  } catch {
    return [];
  }
}

import { parseBusinessDate } from '@sampan/primitives';
import { invalid } from './problem.ts';

const usual = 100;

/** Which page of a list is asked for. */
interface PageQuery {
  readonly limit?: number;
  readonly after?: string;
}

/**
 * A list that is read page by page. A page is named by the key of the item before it, so that items
 * which are added meanwhile shift nothing. `key` says of each part whether it can be one.
 */
export interface List<Item> {
  readonly name: string;
  readonly key: readonly ((text: string) => boolean)[];
  readonly keyOf: (item: Item) => readonly string[];
}

/**
 * Reads a page: one item more than is shown says whether another page follows.
 *
 * ```ts
 * const page = await pageOf(partners, query, (after, limit) => readPartnerPage(after, limit));
 * return { ...page, items: page.items.map(partnerView) };
 * ```
 */
export async function pageOf<Item>(
  list: List<Item>,
  { limit = usual, after }: PageQuery,
  read: (after: readonly string[] | undefined, limit: number) => Promise<readonly Item[]>,
): Promise<{ readonly items: readonly Item[]; readonly next: string | null }> {
  const found = await read(after === undefined ? undefined : keyIn(list, after), limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last ? cursorOf(list, last) : null;
  return { items, next };
}

/** Whether it is a business day, as a part of a key. */
export const isDayText = (text: string): boolean => parseBusinessDate(text) !== undefined;

/** Whether it is an instant in milliseconds, as a part of a key. */
export const isEpochText = (text: string): boolean => /^[0-9]{1,13}$/.test(text);

const cursorOf = <Item>({ name, keyOf }: List<Item>, item: Item): string =>
  Buffer.from(JSON.stringify([name, ...keyOf(item)]), 'utf8').toString('base64url');

function keyIn<Item>({ name, key }: List<Item>, cursor: string): readonly string[] {
  const [of, ...parts] = parseList(Buffer.from(cursor, 'base64url').toString('utf8'));
  const isOurs =
    of === name &&
    parts.length === key.length &&
    key.every((isPart, index) => isPart(parts[index] ?? ''));
  if (!isOurs) throw invalid('after', 'the "next" of a page of this list');
  return parts;
}

function parseList(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : [];
  } catch {
    return [];
  }
}

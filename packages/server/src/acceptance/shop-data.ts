/** The data of the shop in a request. */
import type { Seen } from './seen.ts';

/** The members of a parameter in JSON, with their names in small letters; empty when it has none. */
export function membersOf(text = ''): ReadonlyMap<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    const isObject = typeof parsed === 'object' && parsed !== null;
    const entries = isObject ? Object.entries(parsed) : [];
    return new Map(entries.map(([name, value]) => [name.toLowerCase(), value]));
  } catch {
    return new Map();
  }
}

/** What a payment must say of its shop, and does not (13 §6). */
export function missingShop({ asked }: Seen): readonly string[] {
  const members = membersOf(asked.get('extend_info') ?? asked.get('extend_params'));
  return ['store_id', 'secondary_merchant_id'].filter((name) => !members.get(name));
}

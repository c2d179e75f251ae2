/** Reads the record of a world page by page, and keeps of each exchange what the rules look at. */
import type { PartnerId } from '@sampan/primitives';
import type { Reader } from '#database';
import { readWholeExchanges } from '#exchanges';
import type { Pause } from './pauses.ts';
import { seenOf } from './read-exchange.ts';
import type { Seen } from './seen.ts';

/** A page holds the bytes of so many exchanges. */
const pageSize = 250;

/** The recorded exchanges of one partner or of all, in the order in which they became visible. */
export async function readSeen(
  reader: Pick<Reader, 'read'>,
  partnerId: PartnerId | undefined,
  pause: Pause,
): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  let after = 0n;
  while (true) {
    const page = { partnerId, after, limit: pageSize };
    const { result } = await reader.read((connection) => readWholeExchanges(connection, page));
    for (const stored of result) {
      seen.push(await seenOf(stored));
      await pause();
    }
    const last = result.at(-1);
    if (!last || result.length < pageSize) return seen;
    after = last.number;
  }
}

import { type Duration, seconds } from '@sampan/primitives';
import { type BusinessClock, type Connect, Reader, usualHeartbeat } from '#database';

/**
 * Who reads over which connections. What is quick never queues behind what may be slow, and nobody's
 * flood of requests delays somebody else's payments. Connections open when they are first needed.
 */
export interface Readers {
  /** What partners' programs ask, and what precedes their payments. */
  readonly gateway: Reader;
  /** Buyers: signing in, their wallets, what they scan. */
  readonly buyer: Reader;
  /** Operators and jobs, by keys. */
  readonly operations: Reader;
  /** What anyone may look at, page by page: buyers' histories, pictures of codes. Bounded in time. */
  readonly pages: Reader;
  /** What operators and partners list: trades, notifications, files. Bounded in time. */
  readonly lists: Reader;
  close(): Promise<void>;
}

/** A list that takes longer is stopped, and whoever asked learns that it took too long. */
const listMax = seconds(5);

export function openReaders(connect: Connect, clock: BusinessClock): Readers {
  const open = (what: string, connections: number, longest?: Duration): Reader =>
    new Reader({ connect, name: `sampan ${what}`, heartbeat: usualHeartbeat }, clock, {
      connections,
      ...(longest !== undefined && { longest }),
    });
  const readers = {
    gateway: open('gateway reader', 2),
    buyer: open('buyer reader', 2),
    operations: open('operations reader', 1),
    pages: open('pages reader', 1, listMax),
    lists: open('lists reader', 2, listMax),
  };
  return {
    ...readers,
    async close() {
      await Promise.all(Object.values(readers).map((reader) => reader.close()));
    },
  };
}

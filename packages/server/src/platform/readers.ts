import { type Duration, seconds } from '@sampan/primitives';
import { type BusinessClock, type Connect, Reader, usualHeartbeat, Writer } from '#database';

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

/** Who writes outside the money path, over which connections: with those, too, nobody delays others. */
export interface Writers {
  /** What is counted of partners' calls. */
  readonly gateway: Writer;
  /** Buyers: their tries, sessions, codes and idempotency keys. */
  readonly buyer: Writer;
  /** What operators set, and notifications that are sent by hand. */
  readonly operations: Writer;
  close(): Promise<void>;
}

export function openWriters(connect: Connect, clock: BusinessClock): Writers {
  const open = (what: string, connections: number): Writer =>
    new Writer({ connect, name: `sampan ${what}`, heartbeat: usualHeartbeat }, clock, {
      connections,
    });
  const writers = {
    gateway: open('gateway writer', 1),
    buyer: open('buyer writer', 2),
    operations: open('operations writer', 1),
  };
  return {
    ...writers,
    async close() {
      await Promise.all(Object.values(writers).map((writer) => writer.close()));
    },
  };
}

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

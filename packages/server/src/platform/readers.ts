import { type Duration, seconds } from '@sampan/primitives';
import { type BusinessClock, type Connect, Reader, usualHeartbeat, Writer } from '#database';

/**
 * Read connections by purpose: fast reads never queue behind slow ones, and one caller's flood of
 * requests does not delay other callers' payments. Connections open lazily.
 */
export interface Readers {
  /** Partners' queries, and the reads before their payments. */
  readonly gateway: Reader;
  /** Lookups by key for many callers at once. */
  readonly lookups: Reader;
  /** Buyers: sign-in, wallets, scanned codes. */
  readonly buyer: Reader;
  /** Operators and jobs, by keys. */
  readonly operations: Reader;
  /** Public or paged reads: buyers' histories, pictures of codes. With a time limit. */
  readonly pages: Reader;
  /** Lists of operators and partners: trades, notifications, files. With a time limit. */
  readonly lists: Reader;
  close(): Promise<void>;
}

/** Round trips of lookups at the same time, each over a connection of its own. */
export const lookupsAtOnce = 2;

/** A slower list is stopped, and its caller gets an error. */
const listMax = seconds(5);

/**
 * Connections for writes outside the money path, by purpose, so that they do not delay each other.
 */
export interface Writers {
  /** Counts of partners' calls. */
  readonly gateway: Writer;
  /** Buyers: PIN tries, sessions, codes and idempotency keys. */
  readonly buyer: Writer;
  /** Partners' staff: tries, sessions. */
  readonly portal: Writer;
  /** Operators' settings, and manual sends of notifications. */
  readonly operations: Writer;
  /** The record of a sandbox's exchanges. */
  readonly exchanges: Writer;
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
    portal: open('portal writer', 1),
    operations: open('operations writer', 1),
    exchanges: open('exchange writer', 1),
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
    lookups: new Reader(
      { connect, name: 'sampan lookups', heartbeat: usualHeartbeat, byIndexOnly: true },
      clock,
      { connections: lookupsAtOnce },
    ),
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

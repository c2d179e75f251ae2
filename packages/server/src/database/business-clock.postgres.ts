import { type BusinessDate, type Instant, milliseconds } from '@sampan/primitives';
import type { BusinessClock, ClockReading } from './business-clock.ts';
import type { Connection, RawRow } from './connection.postgres.ts';
import { statement } from './statement.ts';

const readClock = statement({
  name: 'read-clock',
  text: 'select offset_ms, closed_through::text from business_clock where id = 1',
});

const raiseOffset = statement({
  name: 'raise-clock-offset',
  text: `update business_clock set offset_ms = greatest(offset_ms, $1) where id = 1
    returning offset_ms, closed_through::text`,
});

const raiseClosedThrough = statement({
  name: 'raise-closed-through',
  text: `update business_clock set closed_through = greatest(closed_through, $1::date) where id = 1
    returning offset_ms, closed_through::text`,
});

/** Reads business time into `clock`; sent along with the statements of a transaction. */
export async function followClock(
  connection: Connection,
  clock: BusinessClock,
): Promise<ClockReading> {
  return follow(clock, await connection.run(readClock));
}

/** Moves business time forward to `target`, for every process; a target in the past changes nothing. */
export async function moveClock(
  connection: Connection,
  clock: BusinessClock,
  target: Instant,
): Promise<void> {
  await followClock(connection, clock);
  const offset = clock.offsetFor(target);
  follow(clock, await connection.run(raiseOffset, [Math.max(0, offset)]));
}

/**
 * Ends `day` and all days before it, for every process: whoever reads the clock after the commit
 * tells no instant of them any more. Transactions that have read it before may still be under way.
 */
export async function endDay(
  connection: Connection,
  clock: BusinessClock,
  day: BusinessDate,
): Promise<void> {
  follow(clock, await connection.run(raiseClosedThrough, [day]));
}

function follow(clock: BusinessClock, [row]: readonly RawRow[]): ClockReading {
  const reading = {
    offset: milliseconds(Number(row?.offset_ms ?? 0n)),
    closedThrough: (row?.closed_through as BusinessDate | null | undefined) ?? undefined,
  };
  clock.follow(reading);
  return reading;
}

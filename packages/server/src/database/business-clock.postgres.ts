import { type Duration, type Instant, milliseconds } from '@sampan/primitives';
import type { BusinessClock } from './business-clock.ts';
import type { Connection } from './connection.postgres.ts';
import { statement } from './statement.ts';

const readOffset = statement({
  name: 'read-clock-offset',
  text: 'select offset_ms from business_clock where id = 1',
});

const raiseOffset = statement({
  name: 'raise-clock-offset',
  text: 'update business_clock set offset_ms = greatest(offset_ms, $1) where id = 1 returning offset_ms',
});

/** Reads the offset into `clock`; sent along with the first statements of a transaction. */
export async function followClock(connection: Connection, clock: BusinessClock): Promise<void> {
  const [row] = await connection.run(readOffset);
  clock.follow(milliseconds(Number(row?.offset_ms ?? 0n)));
}

/** Moves business time forward to `target`, for every process; a target in the past changes nothing. */
export async function moveClock(
  connection: Connection,
  clock: BusinessClock,
  target: Instant,
): Promise<void> {
  await followClock(connection, clock);
  const offset = clock.offsetFor(target);
  const [row] = await connection.run(raiseOffset, [Math.max(0, offset)]);
  clock.follow(milliseconds(Number(row?.offset_ms ?? 0n)) as Duration);
}

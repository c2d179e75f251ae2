import type { Instant } from '@sampan/primitives';
import { type Connection, statement, timestamp } from '#database';

// All that waits, by the index of what waits: as many rows as receivers are behind with.
const selectBacklog = statement({
  name: 'select-delivery-backlog',
  text: `select count(*) as waiting, count(*) filter (where planned_at <= $1) as due,
    min(planned_at) as planned_at from deliveries where state = 'waiting'`,
});

/** The deliveries of all processes that are still to be made. */
export interface Backlog {
  readonly waiting: number;
  /** Those whose next attempt should have started. */
  readonly due: number;
  /** When the next attempt of any is to start, or should have. */
  readonly plannedAt: Instant | undefined;
}

export async function readBacklog(connection: Connection, now: Instant): Promise<Backlog> {
  const [row] = await connection.run(selectBacklog, [timestamp(now)]);
  return {
    waiting: Number(row?.waiting),
    due: Number(row?.due),
    plannedAt: (row?.planned_at as Instant | null | undefined) ?? undefined,
  };
}

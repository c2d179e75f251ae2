import type { Instant } from '@sampan/primitives';
import { type Connection, statement } from '#database';

// Counts over the index of waiting deliveries: as many rows as receivers are behind.
const selectBacklog = statement({
  name: 'select-delivery-backlog',
  text: `select count(*) as waiting, count(*) filter (where planned_at <= $1) as due,
    min(planned_at) as planned_at from deliveries where state = 'waiting'`,
});

/** Deliveries still to be made, over all processes. */
export interface Backlog {
  readonly waiting: number;
  /** Deliveries whose next attempt is overdue. */
  readonly due: number;
  /** The earliest next attempt of all, past or future. */
  readonly plannedAt: Instant | undefined;
}

export async function readBacklog(connection: Connection, now: Instant): Promise<Backlog> {
  const [row] = await connection.run(selectBacklog, [now]);
  return {
    waiting: Number(row?.waiting),
    due: Number(row?.due),
    plannedAt: (row?.planned_at as Instant | null | undefined) ?? undefined,
  };
}

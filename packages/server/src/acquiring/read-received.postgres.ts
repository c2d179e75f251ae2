import { addDays, businessDate, type Instant, money, startOfDay } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import type { RunningTotal } from '#ledger';
import type { Partner } from '#partner';

const selectReceived = statement({
  name: 'select-received',
  text: `select
      coalesce(sum(coalesce(settlement, amount)) filter (where paid_at >= $3), 0)::bigint as day,
      coalesce(sum(coalesce(settlement, amount)), 0)::bigint as month
    from trades where partner_id = $1 and paid_at >= $2`,
});

/**
 * What a partner has received today and in this month, GMT+8, as far as it is committed; payments that
 * are under way are missing. Reads all trades of the partner, so it is for operators, not for payments.
 */
export async function readReceived(
  connection: Connection,
  { id, currency }: Pick<Partner, 'id' | 'currency'>,
  now: Instant,
): Promise<RunningTotal> {
  const today = businessDate(now);
  const firstOfMonth = addDays(today, 1 - Number(today.slice(8)));
  const since = [firstOfMonth, today].map((day) => startOfDay(day));
  const [row] = await connection.run(selectReceived, [id, ...since]);
  const amount = (minor: unknown) => money(currency, (minor as bigint | undefined) ?? 0n);
  return { on: today, day: amount(row?.day), month: amount(row?.month) };
}

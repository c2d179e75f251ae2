import type { BusinessDate, PartnerId } from '@sampan/primitives';
import { type Connection, statement } from '#database';

/** Limits how often a partner fetches the rate file in one business day (15 §3.1). */
export const rateFileCallsMax = 100;

// One row per partner. A call dated before the stored day, from a process whose clock has not
// passed midnight, counts for the stored day.
const count = statement({
  name: 'count-rate-file-call',
  text: `insert into rate_file_calls (partner_id, day, calls) values ($1, $2::date, 1)
    on conflict (partner_id) do update set
      day = greatest(rate_file_calls.day, excluded.day),
      calls = case when rate_file_calls.day < excluded.day then 1 else rate_file_calls.calls + 1 end
    where rate_file_calls.day < excluded.day or rate_file_calls.calls < $3
    returning calls`,
});

/** Counts one call, across all processes; false when the day's calls are used up. */
export async function countRateFileCall(
  connection: Connection,
  partnerId: PartnerId,
  day: BusinessDate,
): Promise<boolean> {
  return (await connection.run(count, [partnerId, day, rateFileCallsMax])).length === 1;
}

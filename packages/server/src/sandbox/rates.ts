/** A sandbox has rates from its first start on, so that a partner of any contract can be paid. */
import { assert, businessDate } from '@sampan/primitives';
import { type BusinessClock, connect, followClock } from '#database';
import { importRates, readNewestRates, sampleRates } from '#fx';

/** Brings the published sample (15 §3.1) into effect under today's date, when there are no rates. */
export async function ensureRates(url: string, clock: BusinessClock): Promise<void> {
  const connection = await connect({ url, name: 'sampan rates' });
  try {
    if ((await readNewestRates(connection)).length > 0) return;
    await followClock(connection, clock);
    const { outcome } = await importRates(
      connection,
      sampleRates(businessDate(clock.now())),
      clock.now(),
    );
    assert(outcome === 'imported', 'the sample can be imported on any day');
  } finally {
    await connection.close();
  }
}

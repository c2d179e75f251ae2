/** A sandbox has rates from its first start on, so that a partner of any contract can be paid. */
import { assert, businessDate } from '@sampan/primitives';
import { type BusinessClock, type Connection, connect, followClock } from '#database';
import { importRates, readNewestRates, sampleRates } from '#fx';

/** Brings the published sample (15 §3.1) into effect under today's date, when there are no rates. */
export async function ensureRates(url: string, clock: BusinessClock): Promise<void> {
  const connection = await connect({ url, name: 'sampan rates' });
  try {
    if ((await readNewestRates(connection)).length > 0) return;
    await importSampleRates(connection, clock);
  } finally {
    await connection.close();
  }
}

/** The same in a database that has no rates, over a connection that the caller has. */
export async function importSampleRates(
  connection: Connection,
  clock: BusinessClock,
): Promise<void> {
  await followClock(connection, clock);
  const now = clock.now();
  const { outcome } = await importRates(connection, sampleRates(businessDate(now)), now);
  assert(outcome === 'imported', 'the sample can be imported on any day');
}

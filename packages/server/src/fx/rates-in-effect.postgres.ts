import { type Connection, statement } from '#database';
import { type RateTable, readRateTable } from './rate-table.ts';

const selectRates = statement({
  name: 'select-rates-in-effect',
  text: 'select rates from rates_in_effect where id = 1',
});

/**
 * The newest rate of each currency. One row, which is cheap enough to read in every batch of
 * payments.
 */
export async function readRatesInEffect(connection: Connection): Promise<RateTable> {
  const [row] = await connection.run(selectRates);
  return readRateTable((row?.rates as string | undefined) ?? '{}');
}

/** Adds up a transaction or settlement file in HKD, exactly and in constant memory. */
import { createReadStream } from 'node:fs';
import { formatAmount, parseAmount } from '@sampan/sdk';
import { readMoneyFile } from '@sampan/sdk/files';

const [path = ''] = process.argv.slice(2);

let [rows, taken] = [0, 0n];
for await (const row of readMoneyFile(createReadStream(path))) {
  // The text becomes a bigint of cents; no float touches an amount.
  const amount = parseAmount(row.amount, 'HKD');
  if (!amount || row.currency !== 'HKD') throw new Error(`line ${row.line} is not in HKD`);
  taken += row.kind === 'payment' ? amount.minor : -amount.minor;
  rows += 1;
}
// Only now: a file that lacks rows throws at its end.
console.log(`${rows} rows, HKD ${formatAmount({ currency: 'HKD', minor: taken })}`);

/**
 * After the last day of sales: moves from morning to morning until everything is paid out and
 * filed.
 */
import { addDays } from '@sampan/primitives';
import { moveTo, readToday, type Sandbox } from './sandbox.ts';
import type { Shop } from './shop.ts';
import { listFiles } from './shop-files.ts';

/** The time when files of the day before exist (14 §1). */
const morning = '09:00';

/** Longer than any series of holidays. */
const morningsMax = 40;

/** Resolves on the morning when every row of the transaction files is in a settlement file. */
export async function settleUp(sandbox: Sandbox, shops: readonly Shop[]): Promise<void> {
  for (let count = 0; count < morningsMax; count++) {
    await moveTo(sandbox, addDays(await readToday(sandbox), 1), morning);
    const open = await Promise.all(shops.map((shop) => hasUnsettled(sandbox, shop)));
    if (!open.includes(true)) return;
  }
  throw new Error(`Not everything was settled within ${morningsMax} days; see sampan files list`);
}

async function hasUnsettled(sandbox: Sandbox, shop: Shop): Promise<boolean> {
  const files = await listFiles(sandbox, shop);
  const rowsIn = (kind: 'transaction' | 'settlement') =>
    files.filter((file) => file.kind === kind).reduce((sum, { rows }) => sum + rows, 0);
  return rowsIn('settlement') < rowsIn('transaction');
}

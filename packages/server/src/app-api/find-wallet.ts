import type { Instant } from '@sampan/primitives';
import type { Reader } from '#database';
import { readWallet, type Wallet } from '#wallet';
import { unknown } from './problem.ts';

/** By the wallet's id, or by its phone number. */
export async function findWallet(
  reader: Pick<Reader, 'read'>,
  id: string,
): Promise<{ readonly wallet: Wallet; readonly now: Instant }> {
  const { result: wallet, now } = await reader.read((connection) => readWallet(connection, id));
  if (!wallet) throw unknown('wallet', id);
  return { wallet, now };
}

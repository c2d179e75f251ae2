import type { Instant, Random, Secret, WalletId } from '@sampan/primitives';
import { hashSecret } from '@sampan/primitives/node';
import type { Connection } from '#database';
import { writePin } from './sign-in.postgres.ts';
import { payingTries } from './sign-in-store.ts';

/** Sets the wallet's PIN. Its devices are signed out and become unknown. */
export async function setPin(
  connection: Connection,
  walletId: WalletId,
  pin: Secret<string>,
  now: Instant,
  random: Random,
): Promise<void> {
  await setHashedPin(connection, walletId, await hashSecret(pin, random), now);
}

/** Sets a PIN that was hashed before, because hashing takes long. */
export async function setHashedPin(
  connection: Connection,
  walletId: WalletId,
  pin: string,
  now: Instant,
): Promise<void> {
  await writePin(connection, { walletId, pin, subject: payingTries(walletId), now });
}

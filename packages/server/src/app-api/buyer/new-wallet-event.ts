import type { WalletId } from '@sampan/primitives';
import type { WalletEvent, WalletEventKind } from '#wallet';
import type { BuyerWorld } from './dependencies.ts';

/** An event of now, to be stored with the change that it reports. */
export function walletEvent(
  { ids, clock }: Pick<BuyerWorld, 'ids' | 'clock'>,
  walletId: WalletId,
  kind: WalletEventKind,
  detail = '',
): WalletEvent {
  const at = clock.now();
  return { id: ids.next(at), walletId, kind, at, detail };
}

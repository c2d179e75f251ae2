import type { Instant, TradeId, WalletId } from '@sampan/primitives';

/** What the buyer should learn of, and which no other table says. */
export type WalletEventKind =
  | 'new-device'
  | 'pin-changed'
  | 'pin-reset'
  | 'limits-changed'
  | 'codes-paused'
  | 'codes-resumed'
  | 'frozen'
  | 'unfrozen'
  | 'passkey-added'
  | 'passkey-removed';

export interface WalletEvent {
  readonly id: TradeId;
  readonly walletId: WalletId;
  readonly kind: WalletEventKind;
  readonly at: Instant;
  /** The device, say; empty where there is nothing to add. */
  readonly detail: string;
}

/** Of a wallet; older ones give way. */
export const walletEventsMax = 200;

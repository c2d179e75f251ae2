import {
  after,
  type Instant,
  type PaymentInst,
  type Random,
  seconds,
  type WalletId,
} from '@sampan/primitives';
import type { PaymentCode } from './wallet.ts';

const validity = seconds(60);

/** Maximum number of unexpired codes of a wallet: each of a few windows keeps five minutes of them. */
export const livingCodesMax = 60;

// Two of the six prefixes 25–30, so that the wallet can be recognised in logs. Nothing depends on
// the prefix: a code belongs to the wallet for which it was stored.
const prefixes: Readonly<Record<PaymentInst, string>> = { ALIPAYCN: '28', ALIPAYHK: '29' };

/** A fresh payment code of 18 or 24 digits, valid for 60 seconds. */
export function issuePaymentCode(
  wallet: { readonly id: WalletId; readonly inst: PaymentInst },
  digits: 18 | 24,
  now: Instant,
  random: Random,
): PaymentCode {
  return {
    code: `${prefixes[wallet.inst]}${random.digits(digits - 2)}`,
    walletId: wallet.id,
    issuedAt: now,
    expiresAt: after(now, validity),
    tradeId: undefined,
  };
}

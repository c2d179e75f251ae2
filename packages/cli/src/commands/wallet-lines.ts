import type { WalletView } from '@sampan/api';
import { inCurrency, pairs } from '../output.ts';

/** A wallet as people read it. */
export const walletLines = (wallet: WalletView): string[] =>
  pairs([
    ['wallet', wallet.walletId],
    ['login', wallet.loginId],
    ['kind', wallet.inst],
    ['status', wallet.status],
    ['balance', inCurrency(wallet.balance, wallet.currency)],
    ['password above', inCurrency(wallet.passwordFreeLimit, wallet.currency)],
    ['limit per payment', inCurrency(wallet.paymentLimit, wallet.currency)],
    ['limit per day', inCurrency(wallet.dayLimit, wallet.currency)],
    ['limit per month', inCurrency(wallet.monthLimit, wallet.currency)],
  ]);

import type { Answer } from './operations-client.ts';
import { inCurrency, pairs } from './output.ts';

/** A wallet as people read it. */
export function walletLines(wallet: Answer): string[] {
  const amount = (field: string) => inCurrency(wallet[field], wallet['currency']);
  return pairs([
    ['wallet', wallet['walletId']],
    ['login', wallet['loginId']],
    ['kind', wallet['inst']],
    ['status', wallet['status']],
    ['balance', amount('balance')],
    ['password above', amount('passwordFreeLimit')],
    ['limit per payment', amount('paymentLimit')],
    ['limit per day', amount('dayLimit')],
    ['limit per month', amount('monthLimit')],
  ]);
}

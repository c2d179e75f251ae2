import type { Money, Rate } from '@sampan/primitives';
import type { Trade } from '#acquiring';

/**
 * The exchange fields for a standard partner (15 §1). The field tables leave them out for a Hong
 * Kong partner, whichever wallet paid (16 §6).
 */
export function exchangeFields({ charge, chargeRate }: Trade['quote']): {
  readonly exchange_rate?: Rate;
  readonly trans_amount_cny?: Money;
} {
  return charge.currency === 'CNY' ? { exchange_rate: chargeRate, trans_amount_cny: charge } : {};
}

import type { Money, Rate } from '@sampan/primitives';
import type { Trade } from '#acquiring';

/**
 * What a standard partner is told of the exchange (15 §1). The field tables leave it out of what a
 * Hong Kong partner is told, whichever wallet has paid (16 §6).
 */
export function exchangeFields({ charge, chargeRate }: Trade['quote']): {
  readonly exchange_rate?: Rate;
  readonly trans_amount_cny?: Money;
} {
  return charge.currency === 'CNY' ? { exchange_rate: chargeRate, trans_amount_cny: charge } : {};
}
